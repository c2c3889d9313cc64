pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Text in the interface's own direction.
Text {
    color: Theme.ink
    font.pixelSize: Theme.body
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    lineHeight: 1.1
    horizontalAlignment: Text.AlignLeft
}

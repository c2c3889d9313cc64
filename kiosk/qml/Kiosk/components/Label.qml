pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// Text in the direction of the interface; what is not translated begins with a mark, and stands in its own.
Text {
    LayoutMirroring.enabled: Session.rtl && text.charCodeAt(0) !== 0x200e
    color: Theme.ink
    font.pixelSize: Theme.body
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    lineHeight: 1.1
    horizontalAlignment: Text.AlignLeft
}

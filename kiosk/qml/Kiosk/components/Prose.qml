pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Text of the pack in the direction of its own language, whatever the screen's direction is.
Label {
    required property var prose
    text: prose ? prose.text : ""
    visible: text.length > 0
    LayoutMirroring.enabled: false
    horizontalAlignment: prose && prose.rtl ? Text.AlignRight : Text.AlignLeft
}

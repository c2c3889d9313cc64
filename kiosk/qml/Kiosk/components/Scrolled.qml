pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// How far a screen or a list is scrolled. It shows; what scrolls is the finger on the content itself. It has no style of Controls (ADR 16).
T.ScrollBar {
    required property Flickable of
    policy: of.contentHeight > of.height ? T.ScrollBar.AlwaysOn : T.ScrollBar.AlwaysOff
    visible: policy === T.ScrollBar.AlwaysOn
    width: Theme.mm(3)
    padding: Theme.mm(0.5)
    minimumSize: height > 0 ? width / height : 0
    focusPolicy: Qt.NoFocus
    Accessible.ignored: true

    contentItem: Rectangle {
        radius: width / 2
        color: Theme.line
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Kiosk

// How far a screen or a list is scrolled. It shows; what scrolls is the finger on the content itself.
ScrollBar {
    required property Flickable of
    policy: of.contentHeight > of.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
    width: Theme.mm(3)
    padding: 0
    focusPolicy: Qt.NoFocus
    Accessible.ignored: true
    contentItem: Rectangle {
        radius: width / 2
        color: Theme.line
    }
}

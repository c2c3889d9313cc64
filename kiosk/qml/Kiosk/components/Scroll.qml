pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// How far something is scrolled; drawn here whole, so that the first frame does not wait for a style of Controls (ADR 16).
T.ScrollBar {
    id: bar
    property bool needed: true
    policy: needed ? T.ScrollBar.AlwaysOn : T.ScrollBar.AlwaysOff
    visible: needed
    width: Theme.mm(3)
    minimumSize: height > 0 ? width / height : 0
    focusPolicy: Qt.NoFocus
    Accessible.ignored: true

    contentItem: Rectangle {
        radius: width / 2
        color: Theme.line
    }
}

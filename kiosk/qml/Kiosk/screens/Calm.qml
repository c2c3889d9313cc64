pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// No pack, or a bug: calm words, and who can help.
Item {
    id: screen

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 4 * Theme.gap, Theme.measure)
        spacing: Theme.mm(6)

        Disc {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "mug-hot"
            extent: Theme.mm(24)
        }

        Title {
            // lines of like length, so that no word stands alone on the last
            readonly property int lines: Math.ceil(implicitWidth / parent.width)
            width: lines > 1 ? Math.min(parent.width, implicitWidth / lines * 1.15) : parent.width
            anchors.horizontalCenter: parent.horizontalCenter
            horizontalAlignment: Text.AlignHCenter
            text: Catalogue.ready ? qsTr("Something went wrong. Please start again.") : qsTr("This kiosk has no information yet. Please ask the staff.")
        }

        Action {
            objectName: "restart"
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, Math.max(implicitWidth, Theme.mm(80)))
            visible: Catalogue.ready
            filled: true
            text: qsTr("Start again")
            onClicked: Session.finish()
        }
    }
}

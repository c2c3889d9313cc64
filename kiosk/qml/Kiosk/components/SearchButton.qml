pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// Looks like the field that it leads to; a button, so that keys and screen readers open it too.
Press {
    id: door
    text: qsTr("Search for a service")
    rounding: height / 2
    leftPadding: Theme.mm(5)
    rightPadding: Theme.mm(5)
    implicitHeight: Math.max(Theme.mm(17), contentItem.implicitHeight + 2 * padding)

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Icon {
            name: "magnifying-glass"
            extent: Theme.mm(7)
        }

        Label {
            Layout.fillWidth: true
            text: door.text
            color: Theme.muted
        }
    }
}

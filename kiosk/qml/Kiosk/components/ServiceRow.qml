pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One service in a list.
Press {
    id: entry
    required property var row
    objectName: "service-" + (row.slug ?? row.id)
    text: row.text
    Accessible.description: row.note.text
    implicitHeight: Math.max(Theme.mm(20), contentItem.implicitHeight + 2 * padding)

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Disc {
            name: entry.row.icon
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Prose {
                Layout.fillWidth: true
                prose: entry.row
                font.weight: Font.DemiBold
            }

            Prose {
                Layout.fillWidth: true
                prose: entry.row.note
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }

        Icon {
            name: "chevron-right"
            mirror: entry.mirrored
            extent: Theme.mm(5)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One time of an event: what, when, where, and that it is an example if it is.
Press {
    id: entry
    required property var row
    property bool dated: false
    objectName: "event-" + row.slug
    text: row.text
    Accessible.description: [row.day, row.times, row.where.text, row.example ? qsTr("Example") : ""].filter(words => words.length > 0).join(" · ")
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

            Label {
                Layout.fillWidth: true
                text: (entry.dated ? entry.row.day + " · " : "") + entry.row.times
                font.pixelSize: Theme.small
            }

            Prose {
                Layout.fillWidth: true
                prose: entry.row.where
                color: Theme.muted
                font.pixelSize: Theme.small
            }

            Label {
                Layout.fillWidth: true
                visible: entry.row.example
                text: qsTr("Example")
                color: Theme.warn
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

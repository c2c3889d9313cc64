pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// A topic with more than services: what to read, what takes place, where to go.
Page {
    id: screen
    required property TopicModel vm
    readonly property var page: vm.page

    Heading {
        width: parent.width
        name: screen.page.name
        icon: screen.page.icon
        by: screen.page.note
    }

    Remarks {
        width: parent.width
        said: screen.page.remarks
    }

    Tiles {
        width: parent.width
        visible: screen.page.guides.length > 0
        wordy: true

        Repeater {
            model: screen.page.guides

            Tile {
                required property var modelData
                objectName: "guide-" + modelData.slug
                Layout.fillWidth: true
                Layout.fillHeight: true
                item: modelData
                roomy: true
                onClicked: Navigator.open("guide", modelData.id)
            }
        }
    }

    Part {
        id: events
        width: parent.width
        icon: "calendar-days"
        title: qsTr("Events")
        visible: screen.page.events.length > 0

        Repeater {
            model: screen.page.events

            EventRow {
                required property var modelData
                width: events.width
                row: modelData
                dated: true
                onClicked: Navigator.open("event", row.id)
            }
        }
    }

    Part {
        id: services
        width: parent.width
        icon: "building-columns"
        title: qsTr("Services")
        visible: screen.page.services.length > 0

        Repeater {
            model: screen.page.services

            ServiceRow {
                required property var modelData
                width: services.width
                row: modelData
                onClicked: Navigator.open("service", row.id)
            }
        }
    }
}

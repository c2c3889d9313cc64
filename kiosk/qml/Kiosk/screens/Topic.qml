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
    readonly property int columns: Math.max(1, Math.floor(width / Theme.mm(Math.max(100, Session.em * 14))))

    Heading {
        width: parent.width
        name: screen.page.name
        icon: screen.page.icon
        by: screen.page.note
    }

    Repeater {
        model: screen.page.remarks

        Remark {
            required property string modelData
            width: parent ? parent.width : 0
            words: modelData
            glyph: "language"
        }
    }

    GridLayout {
        width: parent.width
        visible: screen.page.guides.length > 0
        columns: screen.columns
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: true

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

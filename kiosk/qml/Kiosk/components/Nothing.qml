pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// A list with nothing in it: whom to ask, and where else to look.
Column {
    id: nothing
    required property var desk
    required property var topics
    spacing: Theme.mm(3)

    Label {
        objectName: "nothing"
        width: parent.width
        text: qsTr("Nothing found. Look under the topics, or ask the staff.")
        font.weight: Font.DemiBold

        Announcement {
            words: qsTr("Nothing found. Look under the topics, or ask the staff.")
        }
    }

    Label {
        width: parent.width
        visible: nothing.desk.length > 0
        text: qsTr("At the help desk you may show this screen and say it in your own words.")
        color: Theme.muted
    }

    Repeater {
        model: nothing.desk

        ServiceRow {
            required property var modelData
            width: nothing.width
            row: modelData
            onClicked: Navigator.open("service", row.id)
        }
    }

    GridLayout {
        width: parent.width
        columns: Math.max(1, Math.floor(width / Theme.mm(Math.max(82, Session.em * 11))))
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: true

        Repeater {
            model: nothing.topics

            Tile {
                required property var modelData
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "term-" + modelData.slug
                item: modelData
                onClicked: Navigator.open(modelData.screen, modelData.id)
            }
        }
    }
}

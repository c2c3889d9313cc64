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
    // whether the keyboard leaves too little room for more than the words
    property bool hidden: false
    readonly property string message: qsTr("Nothing found. Look under the topics, or ask the staff.")
    spacing: Theme.mm(3)

    Announcement {
        words: nothing.message
    }

    Label {
        objectName: "nothing"
        width: parent.width
        visible: !fold.visible
        text: nothing.message
        font.weight: Font.DemiBold
    }

    // what lies below is under the keyboard: a touch on the words folds it
    Press {
        id: fold
        objectName: "fold"
        width: parent.width
        visible: Keyboard.shown && nothing.hidden
        text: nothing.message
        rim: Theme.accent
        topPadding: Theme.mm(1)
        bottomPadding: Theme.mm(1)
        implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + topPadding + bottomPadding)
        onClicked: Keyboard.hide()

        contentItem: RowLayout {
            spacing: Theme.mm(3)

            Label {
                Layout.fillWidth: true
                text: fold.text
                lineHeight: 1
                font.weight: Font.DemiBold
            }

            Icon {
                name: "chevron-down"
                extent: Theme.mm(6)
            }
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

    Tiles {
        width: parent.width

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

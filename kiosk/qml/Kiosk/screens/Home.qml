pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// What is going on in your life, or what it is about, or a word.
Page {
    id: screen
    required property HomeModel vm

    Announcement {
        words: qsTr("Home")
    }

    Repeater {
        model: screen.vm.notices

        NoticeCard {
            required property var modelData
            width: parent ? parent.width : 0
            item: modelData
            roomy: screen.height > Theme.mm(150)
            onClicked: Navigator.open("notice", modelData.id)
        }
    }

    SearchButton {
        width: parent.width
        objectName: "search"
        onClicked: Navigator.open("results", "search")
    }

    Remarks {
        objectName: "foreign"
        width: parent.width
        visible: said.length > 0
        said: screen.vm.remarks
    }

    Repeater {
        model: [
            {
                title: qsTr("What is your situation?"),
                items: screen.vm.situations,
                roomy: true
            },
            {
                title: qsTr("What is it about?"),
                items: screen.vm.topics,
                roomy: false
            },
            {
                title: qsTr("Forms to fill in"),
                items: screen.vm.forms,
                roomy: true
            },
            {
                title: qsTr("Guide and events"),
                items: screen.vm.reading,
                roomy: true
            }
        ]

        Column {
            id: group
            required property var modelData
            readonly property bool roomy: modelData.roomy
            width: parent ? parent.width : 0
            spacing: Theme.mm(3)
            visible: modelData.items.length > 0

            Label {
                width: parent.width
                text: group.modelData.title
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
            }

            Tiles {
                id: tiles
                width: parent.width
                wordy: group.roomy && screen.height > Theme.mm(150)

                Repeater {
                    model: group.modelData.items

                    Tile {
                        required property var modelData
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        objectName: (modelData.screen === "form" ? "form-" : modelData.screen === "guide" || modelData.screen === "events" ? "open-" : "term-") + modelData.slug
                        item: modelData
                        roomy: tiles.wordy
                        onClicked: Navigator.open(modelData.screen, modelData.id)
                    }
                }
            }
        }
    }
}

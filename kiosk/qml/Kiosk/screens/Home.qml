pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// What is going on in your life, or what it is about, or a word.
Page {
    id: screen
    required property HomeModel vm
    readonly property int columns: Math.max(1, Math.floor(width / Theme.mm(Math.max(82, Session.em * 11))))

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

    Repeater {
        model: screen.vm.remarks

        Remark {
            required property string modelData
            objectName: "foreign"
            width: parent ? parent.width : 0
            words: modelData
            glyph: "language"
        }
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

            GridLayout {
                width: parent.width
                columns: screen.columns
                columnSpacing: Theme.mm(3)
                rowSpacing: Theme.mm(3)
                uniformCellWidths: true

                Repeater {
                    model: group.modelData.items

                    Tile {
                        required property var modelData
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        objectName: (modelData.screen === "form" ? "form-" : modelData.screen === "guide" || modelData.screen === "events" ? "open-" : "term-") + modelData.slug
                        item: modelData
                        roomy: group?.roomy === true && screen.height > Theme.mm(150)
                        onClicked: Navigator.open(modelData.screen, modelData.id)
                    }
                }
            }
        }
    }
}

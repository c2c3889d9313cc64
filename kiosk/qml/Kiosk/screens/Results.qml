pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// Services of one topic, or what a search finds.
Item {
    id: screen
    required property ResultsModel vm
    // so low, mostly under the keyboard, that hardly one result is in sight
    readonly property bool low: height < Theme.mm(60)
    // so low, under the keyboard, that names alone show more than one or two of them
    readonly property bool brief: Keyboard.shown && height < Theme.mm(110)

    Listing {
        id: list
        objectName: "results"
        Accessible.name: screen.vm.title.text
        model: screen.vm.rows

        // what grows above the rows is not to begin under the strip
        function begin() {
            if (!moving)
                positionViewAtBeginning();
        }

        header: Column {
            width: list.width
            onHeightChanged: Qt.callLater(list.begin)
            topPadding: screen.low ? Theme.mm(1) : Theme.margin
            bottomPadding: Theme.mm(screen.low ? 1 : 3)
            spacing: Theme.mm(2)

            Prose {
                id: title
                width: parent.width
                visible: !screen.vm.searching
                prose: screen.vm.title
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
            }

            Announcement {
                words: title.text
            }

            Announcement {
                words: screen.vm.heard
            }

            Prose {
                width: parent.width
                prose: screen.vm.note
                color: Theme.muted
            }

            SearchField {
                objectName: "query"
                width: parent.width
                height: Math.max(Theme.mm(screen.low ? 12.8 : 17), Math.round(Theme.body * 1.4))
                visible: screen.vm.searching
                text: screen.vm.query
                onTextEdited: screen.vm.find(text)
                Component.onCompleted: if (visible)
                    forceActiveFocus()
            }

            Loader {
                width: parent.width
                active: screen.vm.lost || (!screen.vm.searching && screen.vm.count === 0)
                visible: active
                sourceComponent: Nothing {
                    desk: screen.vm.desk
                    topics: screen.vm.topics
                    hidden: screen.low
                }
            }

            Remarks {
                width: parent.width
                said: screen.vm.searching ? [] : screen.vm.remarks
            }
        }

        // Of a search the remarks come below: what is found later must not move what is there.
        footer: Column {
            width: list.width
            topPadding: Theme.mm(3)

            Remarks {
                width: parent.width
                said: screen.vm.searching && screen.vm.count > 0 ? screen.vm.remarks : []
            }
        }

        delegate: Column {
            id: place
            required property var row
            required property int index
            Accessible.role: Accessible.ListItem
            width: list.width
            spacing: Theme.mm(screen.low ? 1 : 2)

            Label {
                width: parent.width
                visible: text.length > 0
                topPadding: screen.low ? 0 : Theme.mm(2)
                text: place.row.lead ?? ""
                font.weight: Font.DemiBold
                lineHeight: screen.low ? 1 : 1.1
            }

            ServiceRow {
                width: parent.width
                row: place.row
                brief: screen.brief
                onClicked: Navigator.open(row.kind, row.id)
                onVisualFocusChanged: if (visualFocus)
                    list.positionViewAtIndex(place.index, ListView.Contain)
            }
        }
    }
}

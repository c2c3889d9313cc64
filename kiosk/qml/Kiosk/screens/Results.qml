pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk
import Kiosk.Backend

// Services of one topic, or what a search finds.
Item {
    id: screen
    required property ResultsModel vm

    ListView {
        id: list
        objectName: "results"
        // rows cannot be moved inside a list, so the list leaves room for its scroll bar beside it
        x: Theme.mm(Session.rtl ? 10 : 6)
        width: parent.width - Theme.mm(16)
        height: parent.height
        spacing: Theme.mm(3)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: screen.vm.rows
        reuseItems: true
        currentIndex: -1 // a current row would take the focus from the field when the rows change
        cacheBuffer: 0 // rows made ahead are made bit by bit, and Qt complains when the list changes in the middle of one
        bottomMargin: Theme.gap

        header: Column {
            width: list.width
            topPadding: Theme.mm(4)
            bottomPadding: Theme.mm(3)
            spacing: Theme.mm(2)

            Label {
                width: parent.width
                visible: !screen.vm.searching
                text: screen.vm.title
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            Label {
                width: parent.width
                visible: text.length > 0
                text: screen.vm.note
                color: Theme.muted
            }

            SearchField {
                objectName: "query"
                width: parent.width
                visible: screen.vm.searching
                text: screen.vm.query
                onTextEdited: screen.vm.find(text)
                Component.onCompleted: if (visible)
                    forceActiveFocus()
            }

            Label {
                objectName: "nothing"
                width: parent.width
                visible: screen.vm.count === 0 && screen.vm.settled && (!screen.vm.searching || screen.vm.query.length > 0)
                text: qsTr("Nothing found. Look under the topics, or ask the staff.")
            }

            Label {
                width: parent.width
                visible: screen.vm.searching && screen.vm.count === 0 && screen.vm.settled && screen.vm.query.length > 0
                text: qsTr("At the help desk you may show this screen and say it in your own words.")
                color: Theme.muted
            }

            Action {
                objectName: "all-topics"
                width: parent.width
                visible: screen.vm.searching && screen.vm.count === 0 && screen.vm.settled
                text: qsTr("All topics")
                glyph: "house"
                onClicked: Navigator.home()
            }

            Repeater {
                model: screen.vm.searching ? [] : screen.vm.remarks

                Remark {
                    required property string modelData
                    width: list.width
                    words: modelData
                }
            }
        }

        // Of a search the remarks come below: what is found later must not move what is there.
        footer: Column {
            width: list.width
            topPadding: Theme.mm(3)
            spacing: Theme.mm(2)

            Repeater {
                model: screen.vm.searching && screen.vm.count > 0 ? screen.vm.remarks : []

                Remark {
                    required property string modelData
                    width: list.width
                    words: modelData
                }
            }
        }

        delegate: Column {
            id: place
            required property var row
            width: list.width
            spacing: Theme.mm(2)

            Label {
                width: parent.width
                visible: text.length > 0
                topPadding: Theme.mm(2)
                text: place.row.lead ?? ""
                font.weight: Font.DemiBold
            }

            ServiceRow {
                width: parent.width
                row: place.row
                onClicked: Navigator.open(row.kind, row.id)
            }
        }

        T.ScrollBar.vertical: Scroll {
            parent: screen
            x: Session.rtl ? 0 : screen.width - width
            height: screen.height
            needed: list.contentHeight > list.height
        }
    }
}

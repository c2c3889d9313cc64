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
        displayMarginEnd: Theme.mm(40) // so that there is a row for the Tab key to go on to
        displayMarginBeginning: Theme.mm(40)
        Accessible.role: Accessible.List
        Accessible.name: screen.vm.title.text
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

            Prose {
                width: parent.width
                prose: screen.vm.note
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

            Loader {
                width: parent.width
                active: screen.vm.lost || (!screen.vm.searching && screen.vm.count === 0)
                visible: active
                sourceComponent: Nothing {
                    desk: screen.vm.desk
                    topics: screen.vm.topics
                }
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
            required property int index
            width: list.width
            spacing: Theme.mm(2)
            Accessible.ignored: true

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
                onVisualFocusChanged: if (visualFocus)
                    list.positionViewAtIndex(place.index, ListView.Contain)
            }
        }

        T.ScrollBar.vertical: Scrolled {
            of: list
            parent: screen
            x: Session.rtl ? 0 : screen.width - width
            height: screen.height
        }
    }
}

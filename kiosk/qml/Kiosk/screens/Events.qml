pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// What takes place: today, in the next seven days, or at all.
Item {
    id: screen
    required property EventsModel vm

    ListView {
        id: list
        objectName: "events"
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
        Accessible.name: qsTr("Events")
        model: screen.vm.rows
        reuseItems: true
        cacheBuffer: 0 // rows made ahead are made bit by bit, and Qt complains when the list changes in the middle of one
        bottomMargin: Theme.gap

        header: Column {
            width: list.width
            topPadding: Theme.mm(4)
            bottomPadding: Theme.mm(3)
            spacing: Theme.mm(3)

            Title {
                width: parent.width
                text: qsTr("Events")
            }

            GridLayout {
                width: parent.width
                visible: screen.vm.clockTrusted
                columns: width > Theme.mm(Session.em * 20) ? 3 : 1
                columnSpacing: Theme.mm(3)
                rowSpacing: Theme.mm(3)
                uniformCellWidths: true

                Repeater {
                    model: [
                        {
                            period: "today",
                            words: qsTr("Today")
                        },
                        {
                            period: "week",
                            words: qsTr("Next 7 days")
                        },
                        {
                            period: "all",
                            words: qsTr("All events")
                        }
                    ]

                    Action {
                        required property var modelData
                        objectName: "period-" + modelData.period
                        Layout.fillWidth: true
                        Layout.fillHeight: true
                        text: modelData.words
                        filled: screen.vm.period === modelData.period
                        Accessible.role: Accessible.RadioButton
                        choosable: true
                        chosen: filled
                        onClicked: screen.vm.choose(modelData.period)
                    }
                }
            }

            Label {
                objectName: "nothing"
                width: parent.width
                visible: screen.vm.count === 0
                text: qsTr("Nothing is planned for these days.")
            }

            Repeater {
                model: screen.vm.remarks

                Remark {
                    required property string modelData
                    width: list.width
                    words: modelData
                    glyph: "language"
                }
            }
        }

        delegate: Column {
            id: cell
            required property var row
            required property int index
            width: list.width
            spacing: Theme.mm(3)
            Accessible.ignored: true

            Label {
                width: parent.width
                visible: text.length > 0
                topPadding: Theme.mm(3)
                text: cell.row.heading
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
            }

            EventRow {
                width: parent.width
                row: cell.row
                onClicked: Navigator.open("event", row.id)
                onVisualFocusChanged: if (visualFocus)
                    list.positionViewAtIndex(cell.index, ListView.Contain)
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

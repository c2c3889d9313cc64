pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// What takes place: today, in the next seven days, or at all.
Item {
    id: screen
    required property EventsModel vm

    Listing {
        id: list
        objectName: "events"
        Accessible.name: qsTr("Events")
        model: screen.vm.rows

        header: Column {
            width: list.width
            topPadding: Theme.margin
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

            Remarks {
                width: parent.width
                said: screen.vm.remarks
            }
        }

        delegate: Column {
            id: cell
            required property var row
            required property int index
            Accessible.role: Accessible.ListItem
            width: list.width
            spacing: Theme.mm(3)

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
    }
}

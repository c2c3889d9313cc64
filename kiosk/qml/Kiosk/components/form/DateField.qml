pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Day, month and year, each chosen by a touch; the European date is always said.
Column {
    id: field
    required property string place
    required property var date
    required property FormModel vm
    property bool low: false
    readonly property var widths: ({
            day: low ? 14 : 16,
            month: Math.max(46, Session.em * 6),
            year: date.choices.length > 0 && date.choices[0].decade ? 42 : 27
        })
    readonly property int cell: Theme.mm(widths[date.opened] ?? 40)
    readonly property string opened: date.opened
    // asks for `part` to be seen, and as much below it as can be: to the first of `lasts`, or to the next one
    signal raised(Item part, var lasts)
    spacing: Theme.mm(3)
    onOpenedChanged: raised(parts, opened.length === 0 ? [echo] : unknown.visible ? [unknown, grid] : [grid])

    GridLayout {
        id: parts
        width: parent.width
        columns: width > Theme.mm(Session.em * 26) ? 2 : 1
        columnSpacing: Theme.mm(4)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: columns === 2

        RowLayout {
            Layout.fillWidth: true
            Layout.maximumWidth: Theme.box(field.width)
            spacing: Theme.mm(3)

            Repeater {
                model: 3

                DatePart {
                    required property int index
                    readonly property var part: field.date.parts[index]
                    objectName: field.place + ":" + part.key
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: index === 1 ? 2 : 1
                    item: part
                    flat: field.low && field.date.calendars.length < 2 && field.width > Theme.mm(160)
                    onClicked: field.vm.openDate(field.place, part.key)
                }
            }
        }

        Flow {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            spacing: Theme.mm(3)
            visible: field.date.calendars.length > 1

            Repeater {
                model: field.date.calendars

                Press {
                    id: counted
                    required property var modelData
                    objectName: field.place + "@" + modelData.key
                    text: modelData.text
                    height: Theme.target
                    width: Math.max(Theme.mm(30), words.implicitWidth + Theme.mm(10))
                    fill: modelData.on ? Theme.tint : Theme.card
                    rim: modelData.on ? Theme.accent : Theme.line
                    Accessible.role: Accessible.RadioButton
                    choosable: true
                    chosen: modelData.on
                    onClicked: field.vm.countBy(field.place, modelData.key)

                    contentItem: Label {
                        id: words
                        text: counted.text
                        font.pixelSize: Theme.small
                        wrapMode: Text.NoWrap
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                    }
                }
            }
        }
    }

    Label {
        id: echo
        objectName: "echo " + field.place
        width: parent.width
        visible: text.length > 0 && !(field.low && grid.visible)
        text: field.date.echo
        font.weight: Font.DemiBold
        color: Theme.good
    }

    GridLayout {
        id: grid
        x: Session.rtl ? field.width - width : 0
        columns: Math.max(2, Math.min(field.low ? 12 : field.date.opened === "day" ? 8 : 6, Math.floor(field.width / (field.cell + Theme.mm(3)))))
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: true
        visible: field.date.choices.length > 0

        Repeater {
            model: field.date.choices

            Press {
                id: option
                required property var modelData
                objectName: field.place + "#" + modelData.value
                Layout.preferredWidth: field.cell
                Layout.preferredHeight: Theme.target
                text: modelData.text
                padding: Theme.mm(1)
                onClicked: field.vm.pickDate(field.place, modelData.value, modelData.decade)

                contentItem: Label {
                    text: option.text
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.mm(4.5)
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
            }
        }
    }

    Action {
        id: unknown
        objectName: field.place + "?"
        visible: field.date.unknown.length > 0
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        text: field.date.unknown
        onClicked: field.vm.pickDate(field.place, 0, false)
    }
}

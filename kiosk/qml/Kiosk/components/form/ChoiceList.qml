pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Choices to touch: one, several, or a box to agree. A long list is searched.
Column {
    id: list
    required property var question
    required property FormModel vm
    readonly property var choices: question.choices
    readonly property bool several: question.control === "many" || question.control === "agree"
    readonly property bool short: question.control === "range"
    readonly property int columns: Math.max(1, Math.floor(width / (short ? Theme.mm(24) : Theme.mm(Math.max(100, Session.em * 14)))))
    spacing: Theme.mm(3)

    Loader {
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        active: list.question.searched
        visible: active
        sourceComponent: WrittenField {
            place: "search " + list.question.place
            value: ""
            example: qsTr("Search this list")
            words: qsTr("Search this list")
            onWritten: text => list.vm.search(list.question.place, text)
        }
    }

    GridLayout {
        width: list.short ? Math.min(parent.width, list.columns * Theme.mm(24)) : parent.width
        columns: list.columns
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: true

        Repeater {
            model: list.choices.length

            Choice {
                required property int index
                Layout.fillWidth: true
                Layout.maximumWidth: list.columns === 1 ? Theme.box(list.width) : -1
                item: list.choices[index] ?? ({
                        name: "",
                        text: "",
                        rtl: false,
                        on: false
                    })
                objectName: list.question.place + "=" + item.name
                several: list.several
                bare: list.short
                onClicked: list.vm.pick(list.question.place, item.name)
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// All answers before they go to paper, each with a way to change it.
Column {
    id: check
    required property var page
    required property FormModel vm
    signal gone(string route)
    spacing: Theme.mm(3)

    Title {
        width: parent.width
        text: qsTr("Check your answers")
    }

    Repeater {
        model: check.page.rows

        CheckRow {
            required property var modelData
            width: Theme.box(check.width)
            x: Session.rtl ? check.width - width : 0
            row: modelData
            onClicked: check.gone(check.vm.change(modelData.where))
        }
    }

    Item {
        width: 1
        height: Theme.mm(2)
    }

    Remark {
        objectName: "missing"
        told: true
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        visible: !check.page.ready
        words: qsTr("Something is still missing or does not fit.")
        glyph: "circle-exclamation"
        tone: Theme.warn
    }

    Action {
        objectName: "to-paper"
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        filled: true
        glyph: check.page.ready ? "print" : "pen"
        text: check.page.ready ? qsTr("Everything is right") : qsTr("Go to what is missing")
        onClicked: check.gone(check.page.ready ? check.vm.paper() : check.vm.mend())
    }
}

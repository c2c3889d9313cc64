pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Before the first question: what the form is for, how long it takes, what the city gets.
Column {
    id: start
    required property var page
    signal gone
    spacing: Theme.gap

    Prose {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        prose: start.page.description ?? null
    }

    Repeater {
        model: start.page.facts ?? []

        RowLayout {
            id: fact
            required property var modelData
            width: Theme.box(start.width)
            x: Session.rtl ? start.width - width : 0
            spacing: Theme.mm(3)

            Disc {
                name: fact.modelData.icon
                extent: Theme.dot
            }

            Label {
                Layout.fillWidth: true
                text: fact.modelData.text
            }
        }
    }

    Action {
        objectName: "begin"
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        filled: true
        text: start.page.begun ? qsTr("Go on with this form") : qsTr("Begin")
        onClicked: start.gone()
    }
}

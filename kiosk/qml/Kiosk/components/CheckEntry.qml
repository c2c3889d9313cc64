pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// One thing to bring; a touch ticks it.
Press {
    id: entry
    required property var item
    objectName: "bring-" + item.key
    text: item.text
    checkable: true
    checked: item.ticked
    onToggled: Session.check(item.key, checked)
    Accessible.role: Accessible.CheckBox
    Accessible.description: item.note.text
    implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Rectangle {
            Layout.preferredWidth: Theme.mm(8)
            Layout.preferredHeight: Theme.mm(8)
            radius: Theme.mm(1.5)
            color: entry.checked ? Theme.accent : Theme.card
            border.width: Theme.mm(0.7)
            border.color: Theme.accent

            Icon {
                anchors.centerIn: parent
                visible: entry.checked
                name: "check"
                colour: Theme.accentInk
                extent: Theme.mm(5.5)
            }
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Prose {
                Layout.fillWidth: true
                prose: entry.item
            }

            Prose {
                Layout.fillWidth: true
                prose: entry.item.note
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }
    }
}

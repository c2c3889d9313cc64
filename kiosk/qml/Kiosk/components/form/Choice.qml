pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One choice: a round mark for one of several, a square one where several may be chosen.
Press {
    id: choice
    required property var item
    property bool several: false
    property bool bare: false
    text: item.text
    fill: item.on ? Theme.tint : Theme.card
    rim: item.on ? Theme.accent : Theme.line
    implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)
    Accessible.role: several ? Accessible.CheckBox : Accessible.RadioButton
    choosable: true
    chosen: item.on

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Rectangle {
            visible: !choice.bare
            Layout.preferredWidth: Theme.mm(8)
            Layout.preferredHeight: Theme.mm(8)
            radius: choice.several ? Theme.mm(1.5) : width / 2
            color: choice.item.on ? Theme.accent : Theme.card
            border.width: Theme.mm(0.7)
            border.color: Theme.accent

            Icon {
                anchors.centerIn: parent
                visible: choice.item.on
                name: "check"
                colour: Theme.accentInk
                extent: Theme.mm(5)
            }
        }

        Prose {
            Layout.fillWidth: true
            prose: choice.item
            horizontalAlignment: choice.bare ? Text.AlignHCenter : choice.item.rtl ? Text.AlignRight : Text.AlignLeft
            font.weight: choice.item.on ? Font.DemiBold : Font.Normal
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The one thing to do next when `filled`; else a quiet button.
Press {
    id: action
    property bool filled: false
    property string glyph: ""
    readonly property int beside: glyph.length > 0 ? Theme.body + Theme.mm(3) : 0
    readonly property color tone: filled ? Theme.accentInk : Theme.accent
    fill: filled ? Theme.accent : Theme.card
    rim: Theme.accent
    implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)
    implicitWidth: words.implicitWidth + beside + 2 * padding

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Row {
            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: action.glyph.length > 0
                name: action.glyph
                colour: action.tone
                extent: Theme.body
            }

            Label {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, action.availableWidth - action.beside)
                text: action.text
                color: action.tone
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}

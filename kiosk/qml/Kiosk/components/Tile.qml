pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// A way into the content: a disc, a name, a line below.
Press {
    id: tile
    required property var item
    property bool roomy: false
    text: item.text
    Accessible.description: item.note ? item.note.text : ""
    implicitHeight: Math.max(Theme.mm(20), contentItem.implicitHeight + 2 * padding)

    contentItem: RowLayout {
        spacing: Theme.mm(3)

        Disc {
            name: tile.item.icon
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Name {
                Layout.fillWidth: true
                prose: tile.item
                letters: Theme.body
                font.weight: Font.DemiBold
            }

            Prose {
                Layout.fillWidth: true
                prose: tile.item.note
                visible: tile.roomy && text.length > 0
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One service in a list, or one thing that a search has found: with the words marked that were looked for.
Press {
    id: entry
    required property var row
    // its name alone, no higher than a finger needs: where the keyboard leaves little room
    property bool brief: false
    verticalPadding: brief ? Theme.mm(1) : padding
    objectName: (row.kind ?? "service") + "-" + (row.slug ?? row.id)
    text: row.text
    Accessible.description: [row.note.text, row.elsewhere ?? ""].filter(words => words.length > 0).join(". ")
    implicitHeight: Math.max(Theme.mm(brief ? 12.8 : 20), contentItem.implicitHeight + 2 * verticalPadding)

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Disc {
            name: entry.row.icon
            extent: entry.brief ? Theme.mm(9.5) : Theme.disc
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Prose {
                Layout.fillWidth: true
                prose: entry.row
                text: entry.row.styled ?? entry.row.text
                textFormat: entry.row.styled ? Text.StyledText : Text.PlainText
                lineHeight: entry.brief ? 1 : 1.1
                font.weight: Font.DemiBold
            }

            Prose {
                Layout.fillWidth: true
                prose: entry.row.note
                visible: !entry.brief && text.length > 0
                color: Theme.muted
                font.pixelSize: Theme.small
            }

            Label {
                Layout.fillWidth: true
                visible: !entry.brief && text.length > 0
                text: entry.row.elsewhere ?? ""
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }

        Icon {
            name: "chevron-right"
            mirror: entry.mirrored
            extent: Theme.mm(5)
        }
    }
}

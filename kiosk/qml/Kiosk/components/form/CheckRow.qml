pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One answer, under the heading of its part where a part begins; a touch changes it.
Column {
    id: line
    required property var row
    signal clicked
    spacing: Theme.mm(2)

    Prose {
        width: parent.width
        topPadding: Theme.mm(3)
        prose: line.row.headed ? line.row.part : null
        color: Theme.accent
        font.weight: Font.Bold
        Accessible.role: Accessible.Heading
    }

    Press {
        id: answer
        objectName: "change " + line.row.where
        width: parent.width
        text: line.row.label.text
        Accessible.description: [line.row.part.text, line.row.text, line.row.wrong, qsTr("Change")].filter(words => words.length > 0).join(". ")
        rim: line.row.wrong.length > 0 ? Theme.warn : Theme.line
        implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)
        onClicked: line.clicked()

        contentItem: RowLayout {
            spacing: Theme.mm(4)

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Prose {
                    Layout.fillWidth: true
                    prose: line.row.label
                    color: Theme.muted
                    font.pixelSize: Theme.small
                }

                Label {
                    Layout.fillWidth: true
                    text: line.row.text.length > 0 ? line.row.text : "\u2013"
                    font.weight: Font.DemiBold
                    wrapMode: Text.Wrap
                }

                Label {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: line.row.wrong
                    color: Theme.warn
                    font.pixelSize: Theme.small
                }
            }

            Label {
                text: qsTr("Change")
                color: Theme.accent
                font.pixelSize: Theme.small
                wrapMode: Text.NoWrap
            }
        }
    }
}

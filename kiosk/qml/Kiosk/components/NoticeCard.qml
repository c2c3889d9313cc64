pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// What everybody has to know now; the more it matters, the stronger its edge.
Press {
    id: notice
    required property var item
    property bool roomy: true
    readonly property bool grave: item.level !== "info"
    readonly property color tone: grave ? Theme.warn : Theme.accent
    objectName: "notice-" + item.slug
    text: item.text
    Accessible.description: item.note.text
    fill: Theme.tint
    rim: tone
    implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)

    Rectangle {
        visible: notice.item.level === "urgent"
        anchors.fill: parent
        radius: notice.rounding
        color: "transparent"
        border.width: Theme.mm(1)
        border.color: notice.tone
    }

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Icon {
            Layout.alignment: Qt.AlignTop
            name: notice.item.icon
            colour: notice.tone
            extent: Math.round(Theme.body * 1.2)
            // in the middle of the first line
            Layout.topMargin: Math.max(0, (name.implicitHeight / Math.max(1, name.lineCount) - extent) / 2)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Prose {
                id: name
                Layout.fillWidth: true
                prose: notice.item
                font.weight: Font.DemiBold
            }

            Prose {
                Layout.fillWidth: true
                prose: notice.item.note
                visible: notice.roomy && text.length > 0
                font.pixelSize: Theme.small
            }
        }

        Icon {
            name: "chevron-right"
            mirror: notice.mirrored
            extent: Theme.mm(5)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// Which form this is, which part of it, and how far it is.
Column {
    id: head
    required property var page
    property bool large: false
    property bool low: false
    readonly property var heading: page.heading ?? null
    readonly property bool headed: (heading?.text ?? "").length > 0
    spacing: Theme.mm(2)

    Announcement {
        words: head.large ? head.page.title.text : ""
    }

    RowLayout {
        width: parent.width
        spacing: Theme.mm(3)

        Disc {
            visible: head.large
            name: head.page.icon ?? "file-pen"
            extent: Math.round(Theme.disc * 1.3)
        }

        Prose {
            Layout.fillWidth: true
            prose: head.page.title
            visible: !(head.low && head.headed)
            font.pixelSize: head.large ? Theme.title : Theme.small
            font.weight: head.large ? Font.Bold : Font.Normal
            color: head.large ? Theme.ink : Theme.muted
            Accessible.role: Accessible.Heading
        }

        Prose {
            visible: head.low && head.headed
            Layout.fillWidth: true
            prose: head.heading
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
            color: Theme.accent
            Accessible.role: Accessible.Heading
        }

        Label {
            objectName: "step"
            visible: text.length > 0
            text: head.page.step ?? ""
            font.pixelSize: Theme.small
            color: Theme.muted
            wrapMode: Text.NoWrap
        }
    }

    Rectangle {
        id: track
        visible: !head.large
        width: parent.width
        height: Theme.mm(2)
        radius: height / 2
        color: Theme.tint
        border.width: Theme.tint === Theme.card ? Theme.edge : 0
        border.color: Theme.line
        Accessible.role: Accessible.ProgressBar
        Accessible.name: head.page.step ?? ""

        Rectangle {
            anchors.left: parent.left
            width: Math.max(height, Math.round(track.width * (head.page.share ?? 0)))
            height: parent.height
            radius: height / 2
            color: Theme.accent
        }
    }

    Prose {
        objectName: "section"
        width: parent.width
        visible: !head.low && head.headed
        prose: head.heading
        font.weight: Font.DemiBold
        color: Theme.accent
        Accessible.role: Accessible.Heading
    }
}

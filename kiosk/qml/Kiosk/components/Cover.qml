pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A question over everything; what lies under it cannot be touched, and the focus stays in it.
FocusScope {
    id: cover
    required property string title
    default property alias content: column.data
    property bool shown: false
    signal outsideTouched
    visible: shown
    z: 100
    Accessible.role: Accessible.Dialog
    Accessible.name: title

    Announcement {
        words: cover.shown ? cover.title : ""
        urgent: true
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
        opacity: 0.86
    }

    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onClicked: cover.outsideTouched()
        onWheel: event => event.accepted = true
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(Theme.gap, parent.height - height - Theme.mm(30))
        width: Math.min(parent.width - 2 * Theme.margin, Theme.measure)
        height: Math.min(column.implicitHeight + 2 * Theme.mm(8), parent.height - 2 * Theme.gap)
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.accent
        border.width: Theme.mm(1)

        Column {
            id: column
            anchors.fill: parent
            anchors.margins: Theme.mm(8)
            spacing: Theme.mm(5)

            Label {
                width: parent.width
                text: cover.title
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One row of a section: a point or a number, the words, a note.
RowLayout {
    id: entry
    required property var item
    property int number: 0
    spacing: Theme.mm(3)

    Rectangle {
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: Theme.dot
        Layout.preferredHeight: entry.number > 0 ? Theme.dot : Theme.body * 1.3
        radius: width / 2
        color: entry.number > 0 ? Theme.accent : "transparent"

        Label {
            anchors.centerIn: parent
            visible: entry.number > 0
            text: entry.number
            Accessible.ignored: true // said with the words
            color: Theme.accentInk
            font.weight: Font.Bold
        }

        Rectangle {
            anchors.centerIn: parent
            visible: entry.number === 0
            width: Theme.mm(2)
            height: width
            radius: width / 2
            color: Theme.accent
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.measure
        spacing: Theme.mm(1)

        Prose {
            Layout.fillWidth: true
            prose: entry.item
            Accessible.name: (entry.number > 0 ? entry.number + ". " : "") + text
        }

        Prose {
            Layout.fillWidth: true
            prose: entry.item.note
            color: Theme.muted
            font.pixelSize: Theme.small
        }
    }

    Item {
        Layout.fillWidth: true
        Layout.maximumWidth: Layout.fillWidth ? parent.width : 0
        Layout.preferredWidth: 0
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// A telephone number, mail or web address; Latin, never mirrored.
RowLayout {
    id: entry
    required property var item
    spacing: Theme.mm(3)

    Disc {
        Layout.alignment: Qt.AlignTop
        name: entry.item.icon
        extent: Theme.dot
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(1)

        Address {
            Layout.fillWidth: true
            address: entry.item.text
            font.weight: Font.DemiBold
        }

        Prose {
            Layout.fillWidth: true
            prose: entry.item.note
            color: Theme.muted
            font.pixelSize: Theme.small
        }

        Week {
            Layout.fillWidth: true
            days: entry.item.week ?? []
        }

        Remark {
            Layout.fillWidth: true
            words: entry.item.confirm ?? ""
            glyph: "triangle-exclamation"
            tone: Theme.warn
        }
    }
}

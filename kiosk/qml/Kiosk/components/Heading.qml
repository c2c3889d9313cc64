pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// The top of a page: a pictogram, the name, who stands behind it.
RowLayout {
    id: heading
    required property var name
    required property string icon
    property var by: null
    spacing: Theme.mm(4)

    Disc {
        name: heading.icon
        extent: Math.round(Theme.disc * 1.3)
        Layout.alignment: Qt.AlignTop
    }

    ColumnLayout {
        Layout.fillWidth: true
        spacing: Theme.mm(1)

        Name {
            objectName: "name"
            Layout.fillWidth: true
            prose: heading.name
            letters: Theme.title
            font.weight: Font.Bold
            lineHeight: 1.05
            Accessible.role: Accessible.Heading

            Announcement {
                words: heading.name.text
            }
        }

        Prose {
            Layout.fillWidth: true
            prose: heading.by
            color: Theme.muted
            font.pixelSize: Theme.small
        }
    }
}

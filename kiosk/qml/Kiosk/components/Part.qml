pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// A heading with its disc, and whatever belongs under it.
Column {
    id: part
    required property string icon
    required property string title
    spacing: Theme.mm(3)

    RowLayout {
        width: part.width
        spacing: Theme.mm(3)

        Disc {
            name: part.icon
            extent: Theme.dot
        }

        Label {
            Layout.fillWidth: true
            text: part.title
            font.weight: Font.Bold
            Accessible.role: Accessible.Heading
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// A line that shows more when it is touched.
Column {
    id: unfold
    required property string title
    required property var prose
    property bool shown: false
    visible: (prose ? prose.text : "").length > 0
    spacing: Theme.mm(1)

    Press {
        id: line
        objectName: "unfold " + unfold.objectName
        width: parent.width
        fill: "transparent"
        rim: "transparent"
        text: unfold.title
        padding: Theme.mm(1)
        implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)
        choosable: true
        chosen: unfold.shown
        onClicked: unfold.shown = !unfold.shown

        contentItem: RowLayout {
            spacing: Theme.mm(3)

            Icon {
                name: unfold.shown ? "chevron-up" : "chevron-down"
                extent: Theme.mm(5)
            }

            Label {
                Layout.fillWidth: true
                text: line.text
                color: Theme.accent
                font.weight: Font.DemiBold
            }
        }
    }

    Prose {
        width: parent.width
        visible: unfold.shown
        prose: unfold.prose
        color: Theme.muted
    }
}

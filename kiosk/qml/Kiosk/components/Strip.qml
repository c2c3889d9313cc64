pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// The top of every screen: whose kiosk it is, that it is a demonstration, and the emergency number.
Rectangle {
    id: strip
    color: Theme.card
    property bool compact: false
    implicitHeight: Math.max(Theme.mm(12), row.implicitHeight + Theme.mm(compact ? 2 : 4))

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.mm(6)
        anchors.rightMargin: Theme.mm(6)
        spacing: Theme.mm(4)

        GridLayout {
            Layout.fillWidth: true
            columns: strip.compact ? 2 : 1
            rowSpacing: 0
            columnSpacing: Theme.mm(4)

            Label {
                Layout.fillWidth: !strip.compact
                text: Catalogue.title
                font.pixelSize: Theme.label
                font.weight: Font.Bold
                elide: Text.ElideRight
                maximumLineCount: 1
            }

            Label {
                objectName: "demonstration"
                Layout.fillWidth: true
                visible: Catalogue.demonstration
                text: qsTr("Demonstration, not official")
                color: Theme.warn
                font.pixelSize: Theme.mm(5.5)
                font.weight: Font.DemiBold
            }
        }

        Icon {
            name: "phone"
            colour: Theme.warn
            extent: Theme.mm(6)
        }

        Label {
            objectName: "emergency"
            text: qsTr("Emergency") + " \u2066" + Catalogue.emergency + "\u2069"
            font.pixelSize: Theme.label
            font.weight: Font.Bold
            color: Theme.warn
            wrapMode: Text.NoWrap
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.edge
        color: Theme.line
    }
}

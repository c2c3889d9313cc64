pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// The top of every screen: whose kiosk it is, that it is a demonstration, and the emergency number.
Rectangle {
    id: strip
    color: Theme.card
    property bool compact: false
    implicitHeight: Math.max(Theme.mm(12), Math.max(names.height, emergency.height) + Theme.mm(compact ? 2 : 4))

    Item {
        id: names
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: phone.left
        anchors.rightMargin: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        height: strip.compact ? Math.max(city.height, demonstration.shown) : city.height + demonstration.shown

        Label {
            id: city
            anchors.left: parent.left
            // no anchor that comes and goes: an item stays where the last one has put it
            y: strip.compact ? (names.height - height) / 2 : 0
            width: strip.compact ? Math.min(Math.ceil(implicitWidth) + 1, parent.width) : parent.width
            text: Catalogue.title
            font.pixelSize: Theme.label
            font.weight: Font.Bold
            wrapMode: Text.NoWrap
            elide: implicitWidth > names.width ? Text.ElideRight : Text.ElideNone
        }

        Label {
            id: demonstration
            readonly property real shown: visible ? height : 0
            objectName: "demonstration"
            anchors.left: strip.compact ? city.right : parent.left
            anchors.leftMargin: strip.compact ? Theme.mm(4) : 0
            anchors.right: parent.right
            y: strip.compact ? (names.height - height) / 2 : city.height
            visible: Catalogue.demonstration
            text: qsTr("Demonstration, not official")
            color: Theme.warn
            font.pixelSize: !strip.compact ? Theme.label : fitting < Theme.mm(5) ? Theme.mm(5.5) : fitting
            font.weight: Font.DemiBold
            // pixels: the largest letters in which it stays one line beside the city's name; below 5 mm it takes two lines
            readonly property int fitting: Math.floor(Theme.label * Math.min(1, (width - 1) / Math.max(1, ruler.advanceWidth)))

            TextMetrics {
                id: ruler
                text: demonstration.text
                font.pixelSize: Theme.label
                font.weight: Font.DemiBold
                font.family: demonstration.font.family
            }
        }
    }

    Icon {
        id: phone
        anchors.right: emergency.left
        anchors.rightMargin: Theme.mm(4)
        anchors.verticalCenter: parent.verticalCenter
        name: "phone"
        colour: Theme.warn
        extent: Theme.mm(6)
    }

    Label {
        id: emergency
        objectName: "emergency"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Emergency") + " \u2066" + Catalogue.emergency + "\u2069"
        font.pixelSize: Theme.label
        font.weight: Font.Bold
        color: Theme.warn
        wrapMode: Text.NoWrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.edge
        color: Theme.line
    }
}

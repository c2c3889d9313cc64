pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// The top of every screen: whose kiosk it is, that it is a demonstration, and the emergency number. No anchor comes and
// goes when the display is turned: an item stays where the last one has put it.
Rectangle {
    id: strip
    color: Theme.card
    // all in one line; else the demonstration has the second one to itself
    property bool compact: false
    readonly property real line: Math.max(city.height, emergency.height)
    readonly property real lines: compact ? Math.max(line, demonstration.shown) : line + demonstration.shown
    readonly property real above: (height - lines) / 2
    // pixels of the city's name and the emergency number together, and the largest letters that fit there, down to 5 mm
    readonly property real room: width - 2 * Theme.margin - phone.width - Theme.mm(8)
    readonly property real wanted: name.advanceWidth + number.advanceWidth + 2
    readonly property int letters: Math.max(Theme.mm(5), Math.floor(Theme.label * Math.min(1, room / Math.max(1, wanted))))
    implicitHeight: Math.max(Theme.mm(12), lines + Theme.mm(compact ? 2 : 4))

    Label {
        id: city
        objectName: "city"
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        y: strip.compact ? (strip.height - height) / 2 : strip.above + (strip.line - height) / 2
        width: Math.min(Math.ceil(implicitWidth) + 1, strip.room - emergency.width)
        text: Catalogue.title
        font.pixelSize: strip.letters
        font.weight: Font.Bold
        wrapMode: Text.NoWrap
        elide: implicitWidth > strip.room - emergency.width ? Text.ElideRight : Text.ElideNone

        TextMetrics {
            id: name
            text: city.text
            font.pixelSize: Theme.label
            font.weight: Font.Bold
            font.family: city.font.family
        }
    }

    Label {
        id: demonstration
        readonly property real shown: visible ? height : 0
        objectName: "demonstration"
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin + (strip.compact ? city.width + Theme.mm(4) : 0)
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin + (strip.compact ? emergency.width + phone.width + Theme.mm(8) : 0)
        y: strip.compact ? (strip.height - height) / 2 : strip.above + strip.line
        visible: Catalogue.demonstration
        text: qsTr("Demonstration, not official")
        color: Theme.warn
        font.pixelSize: !strip.compact ? strip.letters : fitting < Theme.mm(5) ? Theme.mm(5.5) : fitting
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

    Icon {
        id: phone
        anchors.right: emergency.left
        anchors.rightMargin: Theme.mm(4)
        y: emergency.y + (emergency.height - height) / 2
        name: "phone"
        colour: Theme.warn
        extent: Theme.mm(6)
    }

    Label {
        id: emergency
        objectName: "emergency"
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: strip.compact ? (strip.height - height) / 2 : strip.above + (strip.line - height) / 2
        text: qsTr("Emergency") + " \u2066" + Catalogue.emergency + "\u2069"
        font.pixelSize: strip.letters
        font.weight: Font.Bold
        color: Theme.warn
        wrapMode: Text.NoWrap
        Accessible.role: Accessible.StaticText
        Accessible.name: text

        TextMetrics {
            id: number
            text: emergency.text
            font.pixelSize: Theme.label
            font.weight: Font.Bold
            font.family: emergency.font.family
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.edge
        color: Theme.line
    }
}

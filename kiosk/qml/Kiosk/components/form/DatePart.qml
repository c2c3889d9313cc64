pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The day, the month or the year: what it is called, and what has been chosen.
Press {
    id: part
    required property var item
    text: item.title + (item.text.length > 0 ? " " + item.text : "")
    fill: item.on ? Theme.tint : Theme.card
    rim: item.on ? Theme.accent : Theme.line
    padding: Theme.mm(2)
    implicitHeight: Math.max(Theme.mm(20), contentItem.implicitHeight + 2 * padding)
    choosable: true
    chosen: item.on

    contentItem: Column {
        spacing: 0

        Label {
            width: parent.width
            text: part.item.title
            font.pixelSize: Theme.small
            color: Theme.muted
        }

        Label {
            width: parent.width
            text: part.item.text.length > 0 ? part.item.text : "\u2013"
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(4.5)
            wrapMode: Text.NoWrap
        }
    }
}

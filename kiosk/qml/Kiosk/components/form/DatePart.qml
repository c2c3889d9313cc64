pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// The day, the month or the year: what it is called, and what has been chosen.
Press {
    id: part
    required property var item
    // both in one line, where there is more room beside each other than below
    property bool flat: false
    text: item.title + (item.text.length > 0 ? " " + item.text : "")
    fill: item.on ? Theme.tint : Theme.card
    rim: item.on ? Theme.accent : Theme.line
    padding: Theme.mm(2)
    implicitHeight: Math.max(Theme.mm(flat ? 15 : 20), contentItem.implicitHeight + 2 * padding)
    choosable: true
    chosen: item.on

    contentItem: Grid {
        columns: part.flat ? 2 : 1
        columnSpacing: Theme.mm(2)
        verticalItemAlignment: Grid.AlignVCenter

        Label {
            id: title
            width: part.flat ? Math.min(Math.ceil(ruler.advanceWidth) + 1, part.availableWidth * 0.6) : part.availableWidth
            text: part.item.title
            font.pixelSize: Theme.small
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(4.5)
            wrapMode: Text.NoWrap
            color: Theme.muted

            TextMetrics {
                id: ruler
                text: title.text
                font.pixelSize: Theme.small
                font.family: title.font.family
            }
        }

        Label {
            width: part.availableWidth - (part.flat ? title.width + Theme.mm(2) : 0)
            text: part.item.text.length > 0 ? part.item.text : "\u2013"
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.mm(4.5)
            wrapMode: Text.NoWrap
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// A code for a phone's camera, black on white in every contrast, and below it what it is.
Column {
    id: card
    required property string title
    required property string source
    property int extent: Theme.mm(84)
    spacing: Theme.mm(2)

    Rectangle {
        x: Session.rtl ? card.width - width : 0
        width: Math.min(card.extent, card.width)
        height: width
        color: "#ffffff"
        border.color: Theme.line
        border.width: Theme.edge

        Image {
            anchors.fill: parent
            anchors.margins: Theme.mm(2)
            smooth: false
            cache: false
            source: card.source
            Accessible.role: Accessible.Graphic
            Accessible.name: card.title
        }
    }

    Label {
        width: parent.width
        visible: text.length > 0
        text: card.title
        font.weight: Font.DemiBold
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// A code for a phone's camera, black on white in every contrast, and what it is: below it, or `beside` it.
Item {
    id: card
    required property string title
    required property string source
    // what is in it, for those who cannot see it
    property string words: ""
    property int extent: Theme.mm(84)
    property bool beside: false
    implicitHeight: beside ? Math.max(code.height, caption.implicitHeight) : caption.y + (caption.visible ? caption.implicitHeight : 0)

    Rectangle {
        id: code
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
            Accessible.description: card.words
        }
    }

    Label {
        id: caption
        readonly property real indent: card.beside ? code.width + Theme.gap : 0
        x: Session.rtl ? 0 : indent
        y: card.beside ? Math.max(0, (code.height - implicitHeight) / 2) : code.height + (visible ? Theme.mm(2) : 0)
        width: card.width - indent
        visible: text.length > 0
        text: card.title
        font.weight: Font.DemiBold
        Accessible.ignored: true // the code is called so
    }
}

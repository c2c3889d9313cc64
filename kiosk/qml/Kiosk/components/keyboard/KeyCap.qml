pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// One key: all of its cell answers to the finger, the cap is drawn a little smaller. It never takes the focus.
Press {
    id: cap
    property string face: text
    property string corner: ""
    property string glyph: ""
    property bool mirror: false
    property bool quiet: false
    property bool emphasised: false
    property bool offering: false
    focusPolicy: Qt.NoFocus
    padding: Theme.mm(width < Theme.mm(12) ? 0.9 : 1.7)
    topInset: Theme.mm(0.7)
    bottomInset: topInset
    leftInset: topInset
    rightInset: topInset
    rounding: Theme.mm(2)
    fill: emphasised ? Theme.accent : quiet ? Theme.tint : Theme.card
    rim: Theme.line
    autoRepeat: false

    contentItem: Item {
        LayoutMirroring.enabled: false

        Icon {
            anchors.centerIn: parent
            visible: cap.glyph.length > 0
            name: cap.glyph
            mirror: cap.mirror
            colour: cap.emphasised ? Theme.accentInk : Theme.ink
            extent: Theme.mm(6)
        }

        Label {
            anchors.left: parent.left
            anchors.right: second.visible ? second.left : parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            LayoutMirroring.enabled: false
            visible: cap.glyph.length === 0
            text: cap.face
            color: cap.emphasised ? Theme.accentInk : Theme.ink
            font.pixelSize: Theme.mm(cap.face.length > 3 ? 5.5 : 7)
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.mm(3.5)
            wrapMode: Text.NoWrap
            lineHeight: 1
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }

        Label {
            id: second
            anchors.top: parent.top
            anchors.right: parent.right
            LayoutMirroring.enabled: false
            visible: cap.corner.length > 0
            text: cap.corner
            color: Theme.muted
            font.pixelSize: Theme.mm(4)
            lineHeight: 0.9
        }

        Rectangle {
            anchors.top: parent.top
            anchors.right: parent.right
            anchors.margins: Theme.mm(1)
            LayoutMirroring.enabled: false
            visible: cap.offering && cap.corner.length === 0
            width: Theme.mm(1)
            height: width
            radius: width / 2
            color: Theme.muted
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A button of the bar that never moves: a pictogram above its words, or beside them on a low display. Anchors, not layouts:
// the first frame waits for five of them (ADR 16).
Press {
    id: button
    required property string glyph
    property bool emphasised: false
    property bool compact: false
    // pixels: the largest letters in which these words fit, and those that the whole bar has settled on
    readonly property int fitting: ruler.fontInfo.pixelSize
    property int letters: fitting
    fill: "transparent"
    rim: "transparent"
    padding: Theme.mm(1.5)
    opacity: enabled ? 1 : 0.45

    contentItem: Item {
        Icon {
            id: picture
            anchors.left: button.compact ? parent.left : undefined
            anchors.horizontalCenter: button.compact ? undefined : parent.horizontalCenter
            y: button.compact ? (parent.height - height) / 2 : 0
            name: button.glyph
            colour: button.emphasised ? Theme.warn : Theme.accent
            extent: Theme.mm(6.5)
            mirror: button.mirrored && button.glyph === "arrow-left"
        }

        Label {
            id: words
            anchors.left: button.compact ? picture.right : parent.left
            anchors.leftMargin: button.compact ? Theme.mm(2) : 0
            anchors.right: parent.right
            anchors.top: button.compact ? parent.top : picture.bottom
            anchors.topMargin: button.compact ? 0 : Theme.mm(1)
            anchors.bottom: parent.bottom
            text: button.text
            font.pixelSize: button.letters
            lineHeight: 0.95
            horizontalAlignment: button.compact ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter

            Label {
                id: ruler
                anchors.fill: parent
                visible: false
                text: words.text
                font.pixelSize: Theme.label
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.mm(4.2)
                lineHeight: words.lineHeight
            }
        }
    }
}

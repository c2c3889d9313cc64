pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A button of the bar that never moves: a pictogram above its words, or beside them on a low display. No layouts: the
// first frame waits for five of them (ADR 16).
Press {
    id: button
    required property string glyph
    property bool emphasised: false
    property bool compact: false
    property bool narrow: false
    // pixels: the largest letters in which these words fit, and those that the whole bar has settled on
    readonly property int fitting: ruler.fontInfo.pixelSize
    property int letters: fitting
    fill: "transparent"
    rim: "transparent"
    padding: Theme.mm(1.5)
    verticalPadding: compact ? 0 : padding
    horizontalPadding: Theme.mm(narrow ? 0.3 : compact ? 1 : 1.5)
    opacity: enabled ? 1 : 0.45

    contentItem: Item {
        // Places, not anchors: anchors that change sides while the display is turned leave the words on top of each other.
        Icon {
            id: picture
            x: !button.compact ? (parent.width - width) / 2 : button.mirrored ? parent.width - width : 0
            y: button.compact ? (parent.height - height) / 2 : 0
            name: button.glyph
            colour: button.emphasised ? Theme.warn : Theme.accent
            extent: Theme.mm(6.5)
            mirror: button.mirrored && button.glyph === "arrow-left"
        }

        Label {
            id: words
            readonly property real beside: button.compact ? picture.width + Theme.mm(1.5) : 0
            x: button.mirrored ? 0 : beside
            y: button.compact ? 0 : picture.height + Theme.mm(0.5)
            width: parent.width - beside
            height: parent.height - y
            text: button.text
            font.pixelSize: button.letters
            lineHeight: 0.88
            horizontalAlignment: button.compact ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter

            Text {
                id: ruler
                anchors.fill: parent
                visible: false
                text: words.text
                textFormat: Text.PlainText
                font.pixelSize: Theme.label
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.mm(4.2)
                wrapMode: Text.WordWrap
                lineHeight: words.lineHeight
            }
        }
    }
}

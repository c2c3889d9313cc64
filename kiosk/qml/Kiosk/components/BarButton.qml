pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// A button of the bar that never moves: a pictogram above its words, or beside them on a low display.
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

    contentItem: GridLayout {
        columns: button.compact ? 2 : 1
        columnSpacing: Theme.mm(2)
        rowSpacing: Theme.mm(1)

        Icon {
            Layout.alignment: button.compact ? Qt.AlignVCenter : Qt.AlignHCenter | Qt.AlignTop
            Layout.preferredWidth: extent
            Layout.preferredHeight: extent
            name: button.glyph
            colour: button.emphasised ? Theme.warn : Theme.accent
            extent: Theme.mm(6.5)
            mirror: button.mirrored && button.glyph === "arrow-left"
        }

        Label {
            id: words
            Layout.fillWidth: true
            Layout.fillHeight: true
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

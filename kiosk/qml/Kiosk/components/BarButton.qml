pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A button of the bar that never moves: a pictogram above its words.
Press {
    id: button
    required property string glyph
    property bool emphasised: false
    fill: "transparent"
    rim: "transparent"
    padding: Theme.mm(1.5)
    opacity: enabled ? 1 : 0.45

    contentItem: Item {
        Icon {
            id: icon
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            name: button.glyph
            colour: button.emphasised ? Theme.warn : Theme.accent
            extent: Theme.mm(6.5)
            mirror: button.mirrored && button.glyph === "arrow-left"
        }

        Label {
            anchors.top: icon.bottom
            anchors.topMargin: Theme.mm(1)
            anchors.bottom: parent.bottom
            width: parent.width
            text: button.text
            font.pixelSize: Theme.label
            fontSizeMode: Text.Fit
            minimumPixelSize: Theme.mm(4.2)
            lineHeight: 0.95
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }
}

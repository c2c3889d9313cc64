pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// The variants of a letter after a long press; they stay until one is chosen or something else is touched.
Rectangle {
    id: offered
    required property int most
    readonly property int unit: Math.max(Theme.mm(12.8), Math.min(Theme.mm(16), Math.floor((most - Theme.mm(8)) / Math.max(1, Keyboard.offered.length + 1))))
    visible: Keyboard.offered.length > 0
    width: flow.width + Theme.mm(3)
    height: flow.height + Theme.mm(3)
    radius: Theme.radius
    color: Theme.card
    border.color: Theme.accent
    border.width: Theme.mm(0.8)

    Flow {
        id: flow
        anchors.centerIn: parent
        width: Math.min((Keyboard.offered.length + 1) * offered.unit, offered.most - Theme.mm(8))

        Repeater {
            model: Keyboard.offered

            KeyCap {
                required property var modelData
                objectName: "variant-" + modelData.text
                width: offered.unit
                height: Theme.mm(14)
                text: modelData.text
                face: modelData.face
                onClicked: Keyboard.type(modelData.text)
            }
        }

        KeyCap {
            objectName: "variants-close"
            width: offered.unit
            height: Theme.mm(14)
            quiet: true
            text: qsTr("Close")
            glyph: "xmark"
            onClicked: Keyboard.dismiss()
        }
    }
}

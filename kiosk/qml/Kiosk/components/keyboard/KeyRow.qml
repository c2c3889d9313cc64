pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One row of letters or signs, in the places that they have on a real keyboard: never mirrored.
Row {
    id: row
    required property var keys
    required property int unit
    required property int rise
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true

    Repeater {
        model: row.keys

        KeyCap {
            required property var modelData
            width: row.unit
            height: row.rise
            objectName: "key-" + modelData.plain
            text: Keyboard.shifted > 0 ? modelData.shifted : modelData.plain
            face: Keyboard.shifted > 0 ? modelData.shiftedFace : modelData.face
            corner: Keyboard.shifted > 0 ? "" : modelData.corner
            offering: modelData.more
            onClicked: Keyboard.type(text)
            onPressAndHold: Keyboard.hold(modelData.plain)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// Ethiopic: the consonant before the cursor with each of its vowels; one is chosen by a touch.
Row {
    id: row
    required property int unit
    required property int rise
    LayoutMirroring.enabled: false

    Repeater {
        model: Keyboard.vowels

        KeyCap {
            required property string modelData
            required property int index
            objectName: "vowel-" + index
            width: row.unit
            height: row.rise
            quiet: true
            text: modelData
            onClicked: Keyboard.vowel(modelData)
        }
    }
}

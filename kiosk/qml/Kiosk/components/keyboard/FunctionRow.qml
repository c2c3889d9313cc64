pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// What every layer has: digits, Latin and the visitor's own letters, space, done. Follows the direction of the screen.
RowLayout {
    id: row
    spacing: 0
    readonly property int wide: Theme.mm(22)

    KeyCap {
        objectName: "key-digits"
        visible: Keyboard.layer !== "digits"
        Layout.preferredWidth: row.wide
        Layout.fillHeight: true
        quiet: true
        text: qsTr("Digits and signs")
        face: "123"
        onClicked: Keyboard.turn("digits")
    }

    KeyCap {
        objectName: "key-letters"
        visible: Keyboard.layer !== "letters"
        Layout.preferredWidth: row.wide
        Layout.fillHeight: true
        quiet: true
        text: qsTr("Letters of your language")
        face: Keyboard.letters
        onClicked: Keyboard.turn("letters")
    }

    KeyCap {
        objectName: "key-latin"
        visible: Keyboard.foreign && Keyboard.layer !== "latin"
        Layout.preferredWidth: row.wide
        Layout.fillHeight: true
        quiet: true
        text: qsTr("Latin letters")
        face: "ABC"
        onClicked: Keyboard.turn("latin")
    }

    Repeater {
        model: Keyboard.layer === "digits" ? [] : ["-", "'"]

        KeyCap {
            required property string modelData
            objectName: "key-" + modelData
            Layout.preferredWidth: Theme.mm(13)
            Layout.fillHeight: true
            text: modelData
            onClicked: Keyboard.type(modelData)
        }
    }

    KeyCap {
        objectName: "key-space"
        Layout.fillWidth: true
        Layout.fillHeight: true
        text: qsTr("Space")
        face: "\u2423"
        onClicked: Keyboard.type(" ")
    }

    Repeater {
        model: Keyboard.signs

        KeyCap {
            required property string modelData
            objectName: "key-" + modelData
            Layout.preferredWidth: Theme.mm(13)
            Layout.fillHeight: true
            text: modelData
            onClicked: Keyboard.type(modelData)
        }
    }

    KeyCap {
        objectName: "key-done"
        Layout.preferredWidth: Theme.mm(26)
        Layout.fillHeight: true
        emphasised: true
        text: qsTr("Done")
        glyph: "check"
        onClicked: Keyboard.enter()
    }
}

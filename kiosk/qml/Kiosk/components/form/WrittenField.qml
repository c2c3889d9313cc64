pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Kiosk

// A line to write in; nothing typed here is kept by Qt or can be copied, and it offers no menu. `pad`: digits, latin or the language's keys.
TextField {
    id: field
    required property string place
    required property string value
    required property string words
    property string pad: ""
    property string example: ""
    property bool locked: false
    property bool wrong: false
    property bool eager: false
    property bool low: false
    signal written(string text)
    signal done
    objectName: place
    implicitHeight: Math.max(Theme.mm(low ? 12.8 : 17), Math.round(Theme.body * (low ? 1.5 : 1.8)))
    leftPadding: Theme.mm(5)
    rightPadding: Theme.mm(5)
    font.pixelSize: Theme.body
    color: Theme.ink
    text: value
    placeholderText: example
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    maximumLength: 500
    readOnly: locked
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData | (pad === "digits" ? Qt.ImhDialableCharactersOnly : pad === "latin" ? Qt.ImhLatinOnly : 0)
    ContextMenu.menu: null
    selectByMouse: false
    // numbers, codes and Latin names begin at the left in every language
    LayoutMirroring.enabled: false
    Accessible.role: Accessible.EditableText
    Accessible.name: words
    onTextEdited: written(text)
    onAccepted: done()
    Component.onCompleted: if (eager && !locked)
        forceActiveFocus()

    background: Rectangle {
        radius: Theme.radius
        color: field.locked ? Theme.tint : Theme.card
        border.width: field.activeFocus || field.wrong ? Theme.mm(0.8) : Theme.edge
        border.color: field.wrong ? Theme.warn : field.activeFocus ? Theme.accent : Theme.line
    }
}

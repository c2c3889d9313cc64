pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Kiosk

// Several lines to write in; it grows with them, and nothing can be copied.
TextArea {
    id: area
    required property string place
    required property string value
    required property string words
    signal written(string text)
    objectName: place
    implicitHeight: Math.max(Theme.mm(34), contentHeight + topPadding + bottomPadding)
    padding: Theme.mm(4)
    font.pixelSize: Theme.body
    color: Theme.ink
    text: value
    wrapMode: TextEdit.Wrap
    textFormat: TextEdit.PlainText
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
    ContextMenu.menu: null
    selectByMouse: false
    LayoutMirroring.enabled: false
    Accessible.role: Accessible.EditableText
    Accessible.name: words
    onTextEdited: written(text)

    background: Rectangle {
        radius: Theme.radius
        color: Theme.card
        border.width: area.activeFocus ? Theme.mm(0.8) : Theme.edge
        border.color: area.activeFocus ? Theme.accent : Theme.line
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Kiosk
import Kiosk.Backend

// A field to search in; nothing typed here is kept or can be copied, and it offers no menu.
TextField {
    id: field
    height: Theme.mm(17)
    leftPadding: Theme.mm(16)
    rightPadding: Theme.mm(16)
    font.pixelSize: Theme.body
    color: Theme.ink
    placeholderText: qsTr("Search for a service")
    placeholderTextColor: Theme.muted
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    maximumLength: 200
    inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhSensitiveData
    ContextMenu.menu: null
    selectByMouse: false
    horizontalAlignment: TextInput.AlignLeft
    Accessible.role: Accessible.EditableText
    Accessible.name: qsTr("Search for a service")
    Accessible.description: ""
    Accessible.searchEdit: true

    background: Rectangle {
        radius: height / 2
        color: Theme.card
        border.width: field.activeFocus ? Theme.mm(0.8) : Theme.edge
        border.color: field.activeFocus ? Theme.accent : Theme.line

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            x: Session.rtl ? parent.width - width - Theme.mm(5) : Theme.mm(5)
            name: "magnifying-glass"
            extent: Theme.mm(7)
        }
    }
}

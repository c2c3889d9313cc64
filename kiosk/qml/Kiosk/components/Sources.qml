pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// When the facts of a page were checked, and where they were read.
Column {
    id: sources
    required property string checked
    required property var addresses
    spacing: Theme.mm(1)
    visible: checked.length > 0 || addresses.length > 0

    Label {
        width: parent.width
        text: sources.checked
        visible: text.length > 0
        color: Theme.muted
        font.pixelSize: Theme.small
    }

    Repeater {
        model: sources.addresses

        Address {
            required property string modelData
            width: parent ? parent.width : 0
            lead: qsTr("Source") + ": "
            address: modelData
            color: Theme.muted
            font.pixelSize: Theme.small
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A pictogram in a tinted disc.
Rectangle {
    id: disc
    required property string name
    property int extent: Theme.disc
    implicitWidth: extent
    implicitHeight: extent
    radius: extent / 2
    color: Theme.tint
    border.width: Theme.tint === Theme.card ? Theme.edge : 0
    border.color: Theme.line

    Icon {
        anchors.centerIn: parent
        name: disc.name
        extent: Math.round(disc.extent * 0.52)
    }
}

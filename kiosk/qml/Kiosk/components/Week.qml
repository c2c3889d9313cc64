pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Days and times of a usual week; times never turn round.
Column {
    id: week
    required property var rows
    spacing: Theme.mm(1)
    visible: rows.length > 0

    Repeater {
        model: week.rows

        Flow {
            id: line
            required property var modelData
            width: week.width
            spacing: Theme.mm(3)

            Label {
                visible: text.length > 0
                text: line.modelData.days
                font.pixelSize: Theme.small
                color: Theme.muted
            }

            Label {
                width: Math.min(implicitWidth, line.width)
                text: line.modelData.times
                font.pixelSize: Theme.small
                color: line.modelData.open ? Theme.ink : Theme.muted
            }
        }
    }
}

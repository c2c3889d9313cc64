pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// Days and times of a usual week, the times below each other where there is room; times never turn round.
Grid {
    id: week
    required property var days
    columns: 2
    columnSpacing: Theme.mm(5)
    rowSpacing: Theme.mm(1)
    visible: days.length > 0

    Repeater {
        // days and times by turns; both are said at once
        model: [].concat(...week.days.map(day => [
                {
                    text: day.days,
                    said: day.days + " " + day.times,
                    dim: true
                },
                {
                    text: day.times,
                    said: "",
                    dim: !day.open
                }
            ]))

        Label {
            required property var modelData
            width: Math.min(Math.ceil(implicitWidth), (week.width - week.columnSpacing) / 2)
            text: modelData.text
            font.pixelSize: Theme.small
            color: modelData.dim ? Theme.muted : Theme.ink
            Accessible.name: modelData.said
            Accessible.ignored: within(parent) || modelData.said.length === 0
        }
    }
}

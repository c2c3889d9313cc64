pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Tiles of one size, as many beside each other as there is room for; `wordy` ones say more.
GridLayout {
    property bool wordy: false
    readonly property real least: wordy ? Math.max(90, Session.em * 12.5) : Math.max(82, Session.em * 10.5) // mm
    columns: Math.max(1, Math.floor(width / Theme.mm(least)))
    columnSpacing: Theme.mm(3)
    rowSpacing: Theme.mm(3)
    uniformCellWidths: true
}

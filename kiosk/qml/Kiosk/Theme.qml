pragma ComponentBehavior: Bound
pragma Singleton
import QtQuick
import Kiosk.Backend

// Sizes in millimetres of the real display, colours of the contrast in force.
QtObject {
    readonly property real unit: Session.pixelsPerMillimetre
    readonly property int gap: mm(4)
    // from the display's edge to what stands on it; the bar of what scrolls lies in it
    readonly property int margin: mm(6)
    readonly property int edge: Math.max(1, mm(0.35))
    readonly property int radius: mm(3)
    readonly property int target: mm(15)

    readonly property int body: mm(Session.em)
    // of what is said beside: no capital letter below 4.9 mm from the default size on (EN 301 549, 5.1.4)
    readonly property int small: Math.min(body, mm(Math.max(6.87, Session.em * 0.82)))
    readonly property int title: mm(Session.em * 1.4)
    // pictograms grow with the letters beside them
    readonly property int disc: mm(Math.max(13, Session.em * 1.6))
    readonly property int dot: mm(Math.max(11, Session.em * 1.35))
    // bars keep their height, so their labels grow only so far
    readonly property int label: mm(Math.min(Session.em, 6.9))

    readonly property color paper: Session.colours.paper
    readonly property color card: Session.colours.card
    readonly property color ink: Session.colours.ink
    readonly property color muted: Session.colours.muted
    readonly property color line: Session.colours.edge
    readonly property color accent: Session.colours.accent
    readonly property color accentInk: Session.colours.on_accent
    readonly property color tint: Session.colours.tint
    readonly property color good: Session.colours.good
    readonly property color warn: Session.colours.warn

    function mm(millimetres: real): int {
        return Math.round(millimetres * unit);
    }

    // a line of about 60 characters
    readonly property int measure: body * 30

    // what is touched or written in: all of the room, or one measure where it would become much longer than that
    function box(room: real): int {
        return room > measure * 1.35 ? measure : Math.round(room);
    }
}

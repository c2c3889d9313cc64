pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// A column as wide as one reads well, or, `boxed`, as what is touched and written in; it stands where lines begin.
Column {
    property bool boxed: false
    readonly property real room: parent ? parent.width : 0
    width: boxed ? Theme.box(room) : Math.min(room, Theme.measure)
    x: Session.rtl ? room - width : 0
    spacing: Theme.gap
}

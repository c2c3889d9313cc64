pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk
import Kiosk.Backend

// A list over a whole screen, whose rows are made as they come into sight; its bar lies beside it, in the margin.
ListView {
    id: list
    x: Theme.margin
    width: parent.width - 2 * x
    height: parent.height
    spacing: Theme.mm(3)
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    displayMarginEnd: Theme.mm(40) // so that there is a row for the Tab key to go on to
    displayMarginBeginning: Theme.mm(40)
    reuseItems: true
    currentIndex: -1 // a current row would take the focus from the field when the rows change
    cacheBuffer: 0 // rows made ahead are made bit by bit, and Qt complains when the list changes in the middle of one
    bottomMargin: Theme.gap
    Accessible.role: Accessible.List
    // whoever scrolls has done writing, and wants to see more than the keyboard leaves
    onDraggingChanged: if (dragging)
        Keyboard.hide()

    T.ScrollBar.vertical: Scrolled {
        of: list
        parent: list.parent
        x: Session.rtl ? 0 : parent.width - width
        height: list.height
    }
}

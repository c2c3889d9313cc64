pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// What every touchable thing has: a name, a focus ring, an answer to the finger and to the keys of a real keyboard. It has no
// style of Controls (ADR 16).
T.AbstractButton {
    id: press
    property color fill: Theme.card
    property color rim: Theme.line
    property int rounding: Theme.radius
    // one to choose from, and whether it is chosen: that follows the model, not the finger
    property bool choosable: false
    property bool chosen: false
    padding: Theme.mm(3)
    checkable: choosable
    checked: chosen
    onToggled: if (choosable)
        checked = Qt.binding(() => press.chosen)
    implicitWidth: Math.max(implicitBackgroundWidth, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(implicitBackgroundHeight, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    // Qt's own buttons answer to the space bar alone
    Keys.onReturnPressed: event => press.enter(event)
    Keys.onEnterPressed: event => press.enter(event)

    function enter(event: KeyEvent) {
        if (!event.isAutoRepeat)
            press.click();
    }

    background: Rectangle {
        radius: press.rounding
        color: press.down ? Qt.tint(press.fill, Qt.alpha(Theme.accent, 0.18)) : press.fill
        border.width: press.visualFocus ? Theme.mm(1) : Theme.edge
        border.color: press.visualFocus ? Theme.accent : press.rim
    }
}

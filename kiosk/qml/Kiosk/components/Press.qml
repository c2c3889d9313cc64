pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk

// What every touchable thing has: a name, a focus ring, an answer to the finger. It has no style of Controls (ADR 16).
T.AbstractButton {
    id: press
    property color fill: Theme.card
    property color rim: Theme.line
    property int rounding: Theme.radius
    padding: Theme.mm(3)
    implicitWidth: Math.max(implicitBackgroundWidth, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(implicitBackgroundHeight, implicitContentHeight + topPadding + bottomPadding)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: press.clicked()

    background: Rectangle {
        radius: press.rounding
        color: press.down ? Qt.tint(press.fill, Qt.alpha(Theme.accent, 0.18)) : press.fill
        border.width: press.visualFocus ? Theme.mm(1) : Theme.edge
        border.color: press.visualFocus ? Theme.accent : press.rim
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// What is wrong with an answer.
Remark {
    required property string place
    objectName: "error " + place
    told: true
    width: Theme.box(parent.width)
    x: Session.rtl ? parent.width - width : 0
    glyph: "circle-exclamation"
    tone: Theme.warn
}

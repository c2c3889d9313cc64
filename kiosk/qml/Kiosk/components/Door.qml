pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Whether a door is open now: a sign, the words, the week below.
ColumnLayout {
    id: door
    required property var card
    spacing: Theme.mm(2)

    RowLayout {
        visible: door.card.line.length > 0
        spacing: Theme.mm(2.5)
        // the sign stands where the words begin, also of words in another language (see Label)
        LayoutMirroring.enabled: Session.rtl && door.card.line.charCodeAt(0) !== 0x200e

        Icon {
            name: door.card.state === "open" ? "door-open" : "door-closed"
            colour: door.card.state === "open" ? Theme.good : Theme.warn
            extent: Theme.body
        }

        Label {
            Layout.fillWidth: true
            text: door.card.line
            font.weight: Font.DemiBold
            color: door.card.state === "open" ? Theme.good : Theme.warn
        }
    }

    Week {
        Layout.fillWidth: true
        days: door.card.week
    }

    Remark {
        Layout.fillWidth: true
        words: door.card.confirm
        glyph: "triangle-exclamation"
        tone: Theme.warn
    }
}

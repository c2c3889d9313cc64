pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What must be said of a page: how its texts were translated, and that one should ask before one goes.
Column {
    id: remarks
    required property var said
    property string confirm: ""
    spacing: Theme.gap

    Repeater {
        model: remarks.said

        Remark {
            required property string modelData
            width: remarks.width
            words: modelData
            glyph: "language"
        }
    }

    Remark {
        width: parent.width
        words: remarks.confirm
        glyph: "triangle-exclamation"
        tone: Theme.warn
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// One thing that must be said of the texts or the hours.
Rectangle {
    id: remark
    required property string words
    property string glyph: "circle-info"
    property color tone: Theme.muted
    // whether it answers to something that the visitor has just done, and is said at once
    property bool told: false
    // no higher than its words need, where every millimetre counts
    property bool tight: false
    readonly property int inset: Theme.mm(tight ? 0.5 : 2.5)
    radius: Theme.radius
    color: Theme.tint
    border.width: Theme.edge
    border.color: remark.tone
    implicitHeight: row.implicitHeight + 2 * inset
    visible: words.length > 0

    Announcement {
        words: remark.told ? remark.words : ""
        urgent: remark.tone === Theme.warn
    }

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.margins: Theme.mm(2.5)
        anchors.topMargin: remark.inset
        anchors.bottomMargin: remark.inset
        spacing: Theme.mm(3)

        Icon {
            name: remark.glyph
            colour: remark.tone
            extent: Theme.small
            Layout.alignment: Qt.AlignTop
            // in the middle of the first line, whose height the script decides
            Layout.topMargin: Math.max(0, (said.implicitHeight / Math.max(1, said.lineCount) - extent) / 2)
        }

        Label {
            id: said
            Layout.fillWidth: true
            text: remark.words
            font.pixelSize: Theme.small
            lineHeight: remark.tight ? 1 : 1.1
        }
    }
}

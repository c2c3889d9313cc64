pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// The keyboard under the screen: rows of letters, what a long press or a consonant offers, and the keys that never move.
Rectangle {
    id: keys
    objectName: "keyboard"
    // millimetres that the screen above needs for a question and its field; and at least for the field with a result below it,
    // or with its question in a line and what is wrong, in two where the display is narrow
    readonly property int question: 62
    readonly property int least: width < Theme.mm(160) ? 50 : 40
    property int room
    readonly property var letters: Keyboard.rows
    readonly property int lines: letters.length + 1 + (Keyboard.spelled ? 1 : 0)
    readonly property int last: letters.length - 1
    readonly property real broadest: {
        let most = 10;
        for (let at = 0; at <= last; ++at)
            most = Math.max(most, letters[at].length + (at === last ? 3 : 0));
        return most;
    }
    readonly property int unit: Math.min(Theme.mm(20), Math.floor((width - 2 * Theme.mm(1)) / broadest))
    readonly property int rise: {
        const roomy = (room - Theme.mm(question)) / lines;
        const tight = (room - Theme.mm(least)) / lines;
        return Math.floor(Math.max(Theme.mm(9), Math.min(tight, Math.max(Theme.mm(12.8), Math.min(Theme.mm(15), roomy)))));
    }
    color: Theme.paper
    implicitHeight: lines * rise + Theme.mm(2)
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Keyboard")

    // a touch between the keys changes nothing
    MouseArea {
        anchors.fill: parent
    }

    Rectangle {
        width: parent.width
        height: Theme.edge
        color: Theme.line
    }

    Column {
        id: column
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.mm(1)

        Loader {
            anchors.horizontalCenter: parent.horizontalCenter
            active: Keyboard.spelled
            visible: active
            sourceComponent: VowelRow {
                unit: Math.min(Theme.mm(20), Math.floor((keys.width - Theme.mm(2)) / Math.max(8, Keyboard.vowels.length)))
                rise: keys.rise
            }
        }

        Repeater {
            model: keys.letters

            Row {
                id: line
                required property var modelData
                required property int index
                readonly property bool lowest: index === keys.last
                anchors.horizontalCenter: parent.horizontalCenter
                LayoutMirroring.enabled: false
                LayoutMirroring.childrenInherit: true

                KeyCap {
                    objectName: "key-shift"
                    visible: line.lowest && Keyboard.shifts
                    width: Math.floor(keys.unit * 1.5)
                    height: keys.rise
                    quiet: true
                    emphasised: Keyboard.shifted > 0
                    text: Keyboard.shifted === 2 ? qsTr("Capitals stay on") : qsTr("Shift")
                    glyph: Keyboard.shifted === 2 ? "lock" : "arrow-up"
                    checkable: false
                    onClicked: Keyboard.shift()
                }

                KeyRow {
                    keys: line.modelData
                    unit: keys.unit
                    rise: keys.rise
                }

                KeyCap {
                    objectName: "key-erase"
                    visible: line.lowest
                    width: Math.floor(keys.unit * 1.5)
                    height: keys.rise
                    quiet: true
                    text: qsTr("Delete")
                    glyph: "delete-left"
                    mirror: Keyboard.backwards
                    autoRepeat: true
                    onClicked: Keyboard.erase()
                }
            }
        }

        FunctionRow {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(keys.width - Theme.mm(2), Math.max(keys.broadest * keys.unit, Theme.mm(150)))
            height: keys.rise
        }
    }

    Offered {
        id: offered
        anchors.bottom: parent.top
        anchors.horizontalCenter: parent.horizontalCenter
        most: keys.width
    }
}

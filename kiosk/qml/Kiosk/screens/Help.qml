pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Size, contrast, low reach: shown by what they do.
Page {
    id: screen

    Title {
        width: parent.width
        text: qsTr("Help to read")
    }

    Label {
        width: parent.width
        text: qsTr("Text size")
        font.weight: Font.DemiBold
    }

    RowLayout {
        width: parent.width
        spacing: Theme.mm(3)
        uniformCellSizes: true

        Repeater {
            model: [3.9, 4.9, 6.6, 8.6]

            Press {
                id: size
                required property real modelData
                required property int index
                objectName: "size-" + index
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.mm(24)
                text: qsTr("Text size") + " " + (index + 1)
                rim: Session.size === index ? Theme.accent : Theme.line
                fill: Session.size === index ? Theme.tint : Theme.card
                Accessible.role: Accessible.RadioButton
                choosable: true
                chosen: Session.size === index
                onClicked: Session.resize(index)

                contentItem: Label {
                    text: "A"
                    font.pixelSize: Theme.mm(size.modelData / 0.714)
                    font.weight: Session.size === size.index ? Font.Bold : Font.Normal
                    lineHeight: 1
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
            }
        }
    }

    Label {
        width: parent.width
        text: qsTr("Contrast")
        font.weight: Font.DemiBold
    }

    GridLayout {
        width: parent.width
        columns: width > Theme.mm(Session.em * 30) ? 4 : 2
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: true

        Repeater {
            model: [qsTr("Light"), qsTr("Dark"), qsTr("White on black"), qsTr("Black on white")]

            Press {
                id: contrast
                required property string modelData
                required property int index
                readonly property var colours: Session.contrasts[index]
                objectName: "contrast-" + index
                Layout.fillWidth: true
                Layout.fillHeight: true
                implicitHeight: Math.max(Theme.mm(18), contentItem.implicitHeight + 2 * padding)
                text: modelData
                fill: colours.paper
                rim: Session.contrast === index ? Theme.accent : Theme.line
                Accessible.role: Accessible.RadioButton
                choosable: true
                chosen: Session.contrast === index
                onClicked: Session.recolour(index)

                contentItem: Label {
                    text: (Session.contrast === contrast.index ? "✓ " : "") + contrast.modelData
                    color: contrast.colours.ink
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                }
            }
        }
    }

    Action {
        objectName: "low-reach"
        width: Theme.box(parent.width)
        anchors.left: parent.left
        text: qsTr("Low reach")
        glyph: Session.lowReach ? "square-check" : "wheelchair"
        Accessible.role: Accessible.CheckBox
        choosable: true
        chosen: Session.lowReach
        onClicked: Session.lower(!Session.lowReach)
    }

    Action {
        objectName: "help-done"
        width: Theme.box(parent.width)
        anchors.left: parent.left
        filled: true
        text: qsTr("Close")
        glyph: "check"
        onClicked: Navigator.back()
    }
}

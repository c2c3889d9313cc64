pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// Links as buttons of a finger's size: a page of the pack opens, anything else becomes a code for the phone.
Flow {
    id: ways
    required property var links
    spacing: Theme.mm(3)
    visible: links.length > 0

    Repeater {
        model: ways.links

        Press {
            id: way
            required property var modelData
            objectName: "way-" + modelData.screen + "-" + modelData.argument
            text: modelData.text
            rim: Theme.accent
            implicitHeight: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)
            width: Math.min(row.implicitWidth + 2 * padding, ways.width)
            onClicked: Navigator.open(modelData.screen, modelData.argument)

            contentItem: RowLayout {
                id: row
                spacing: Theme.mm(3)

                Icon {
                    name: way.modelData.icon
                    extent: Theme.mm(6)
                }

                Label {
                    Layout.fillWidth: true
                    text: way.modelData.text
                    font.weight: Font.DemiBold
                    color: Theme.accent
                    wrapMode: Text.Wrap
                }

                Icon {
                    name: way.modelData.screen === "code" ? "qrcode" : "chevron-right"
                    mirror: way.mirrored && way.modelData.screen !== "code"
                    extent: Theme.mm(5)
                }
            }
        }
    }
}

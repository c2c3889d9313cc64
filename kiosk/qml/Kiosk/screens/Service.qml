pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// One service: what it is, for whom, what to bring, what to do, where, when.
Page {
    id: screen
    required property ServiceModel vm
    readonly property var page: vm.page
    readonly property bool wide: width > Theme.mm(Session.em * 46)

    Heading {
        width: parent.width
        name: screen.page.name
        icon: screen.page.icon
        by: screen.page.provider
    }

    Remarks {
        width: parent.width
        said: screen.page.remarks
        confirm: screen.page.confirm
    }

    Measured {
        Prose {
            width: parent.width
            prose: screen.page.summary
            font.weight: Font.DemiBold
        }

        Prose {
            width: parent.width
            prose: screen.page.description
            textFormat: Text.MarkdownText
            linkColor: Theme.ink
        }
    }

    Action {
        objectName: "slip"
        width: screen.wide ? (parent.width - halves.columnSpacing) / 2 : parent.width
        anchors.left: parent.left
        filled: true
        glyph: "receipt"
        text: qsTr("Take this with you")
        onClicked: Navigator.open("slip", screen.page.slug)
    }

    GridLayout {
        id: halves
        width: parent.width
        columns: screen.wide ? 2 : 1
        columnSpacing: Theme.mm(10)
        rowSpacing: Theme.mm(6)
        uniformCellWidths: true

        // beside each other: where and whom on one side, what to do on the other; else in the order of reading
        Repeater {
            model: screen.wide ? [["who", "notes", "contact", "languages"], ["bring", "steps", "cost", "time"]] : [["who", "bring", "steps", "cost", "time", "notes", "contact", "languages"]]

            Column {
                id: half
                required property var modelData
                required property int index
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                spacing: Theme.mm(7)

                Repeater {
                    model: half.index === 0 ? screen.page.places : []

                    PlaceCard {
                        required property var modelData
                        width: half.width
                        card: modelData
                        onClicked: Navigator.open("place", modelData.id)
                    }
                }

                Repeater {
                    model: screen.page.sections.filter(part => half.modelData.indexOf(part.key) >= 0)

                    Section {
                        required property var modelData
                        width: half.width
                        part: modelData
                    }
                }
            }
        }
    }

    Sources {
        width: parent.width
        topPadding: Theme.gap
        checked: screen.page.checked
        addresses: screen.page.sources
    }
}

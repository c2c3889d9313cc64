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

    RowLayout {
        width: parent.width
        spacing: Theme.mm(4)

        Disc {
            name: screen.page.icon
            extent: Theme.mm(17)
            Layout.alignment: Qt.AlignTop
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Prose {
                objectName: "name"
                Layout.fillWidth: true
                prose: screen.page.name
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                lineHeight: 1.05
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            Prose {
                Layout.fillWidth: true
                prose: screen.page.provider
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }
    }

    Repeater {
        model: screen.page.remarks

        Remark {
            required property string modelData
            width: parent ? parent.width : 0
            words: modelData
            glyph: "language"
        }
    }

    Remark {
        width: parent.width
        words: screen.page.confirm
        glyph: "triangle-exclamation"
        tone: Theme.warn
    }

    Prose {
        width: Math.min(parent.width, Theme.measure)
        anchors.right: Session.rtl ? parent.right : undefined
        prose: screen.page.summary
        font.weight: Font.DemiBold
    }

    Prose {
        width: Math.min(parent.width, Theme.measure)
        anchors.right: Session.rtl ? parent.right : undefined
        prose: screen.page.description
        textFormat: Text.MarkdownText
        linkColor: Theme.ink
    }

    Action {
        objectName: "slip"
        width: Math.min(parent.width, Theme.measure)
        anchors.left: parent.left
        filled: true
        glyph: "receipt"
        text: qsTr("Take this with you")
        onClicked: Navigator.open("slip", screen.page.slug)
    }

    GridLayout {
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

    Column {
        width: parent.width
        spacing: Theme.mm(1)
        topPadding: Theme.mm(4)

        Label {
            width: parent.width
            text: screen.page.checked
            visible: text.length > 0
            color: Theme.muted
            font.pixelSize: Theme.small
        }

        Repeater {
            model: screen.page.sources

            Label {
                required property string modelData
                width: parent ? parent.width : 0
                text: qsTr("Source") + ": \u2066" + modelData + "\u2069"
                color: Theme.muted
                font.pixelSize: Theme.small
                wrapMode: Text.WrapAnywhere
            }
        }
    }
}

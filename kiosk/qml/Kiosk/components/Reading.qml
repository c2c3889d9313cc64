pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A text of the pack: headings, paragraphs, points, pictures, and under each what it leads to.
Column {
    id: reading
    required property var blocks
    spacing: Theme.mm(4)
    visible: blocks.length > 0

    Repeater {
        model: reading.blocks

        Column {
            id: block
            required property var modelData
            readonly property bool turned: modelData.rtl
            readonly property int margin: modelData.mark.length > 0 ? Math.max(Theme.mm(8), mark.implicitWidth + Theme.mm(2)) : 0
            readonly property int indent: Theme.mm(8) * modelData.depth + margin
            width: reading.width
            spacing: Theme.mm(3)

            Rectangle {
                visible: block.modelData.kind === "rule"
                width: parent.width
                height: Theme.edge
                color: Theme.line
            }

            Item {
                visible: block.modelData.text.length > 0
                width: parent.width
                height: words.implicitHeight

                Label {
                    id: mark
                    LayoutMirroring.enabled: false
                    visible: text.length > 0
                    text: block.modelData.mark
                    width: block.margin
                    wrapMode: Text.NoWrap
                    x: block.turned ? parent.width - block.indent : block.indent - width
                    horizontalAlignment: block.turned ? Text.AlignRight : Text.AlignLeft
                    color: Theme.accent
                    font.weight: Font.Bold
                }

                Label {
                    id: words
                    LayoutMirroring.enabled: false
                    x: block.turned ? 0 : block.indent
                    width: parent.width - block.indent
                    text: block.modelData.text
                    textFormat: Text.StyledText
                    horizontalAlignment: block.turned ? Text.AlignRight : Text.AlignLeft
                    topPadding: block.modelData.kind === "heading" ? Theme.mm(3) : 0
                    font.weight: block.modelData.kind === "heading" ? Font.Bold : Font.Normal
                    Accessible.role: block.modelData.kind === "heading" ? Accessible.Heading : Accessible.StaticText
                    Accessible.name: block.modelData.plain
                }
            }

            Loader {
                active: block.modelData.kind === "picture"
                visible: active
                width: parent.width
                sourceComponent: Image {
                    width: Math.min(implicitWidth, block.width)
                    height: implicitWidth > 0 ? Math.round(width * implicitHeight / implicitWidth) : 0
                    fillMode: Image.PreserveAspectFit
                    horizontalAlignment: Image.AlignLeft
                    sourceSize.width: block.width
                    cache: false
                    source: block.modelData.source
                    Accessible.role: Accessible.Graphic
                    Accessible.name: block.modelData.plain
                }
            }

            Ways {
                width: parent.width
                links: block.modelData.links
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// What is asked again and again, such as the children of a family: a card for each.
Column {
    id: cards
    required property var page
    required property FormModel vm
    signal gone(string route)
    spacing: Theme.gap

    Prose {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        prose: cards.page.label
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading

        Announcement {
            words: cards.page.label.text
        }
    }

    Prose {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        prose: cards.page.hint
        color: Theme.muted
    }

    Repeater {
        model: cards.page.cards

        Rectangle {
            id: card
            required property var modelData
            width: Theme.box(cards.width)
            x: Session.rtl ? cards.width - width : 0
            height: inside.implicitHeight + 2 * Theme.mm(4)
            radius: Theme.radius
            color: Theme.card
            border.width: Theme.edge
            border.color: modelData.wrong.length > 0 ? Theme.warn : Theme.line
            property bool leaving: false
            readonly property string words: [modelData.title, ...modelData.lines].join(". ")

            ColumnLayout {
                id: inside
                x: Theme.mm(4)
                y: Theme.mm(4)
                width: parent.width - 2 * x
                spacing: Theme.mm(2)

                Label {
                    Layout.fillWidth: true
                    text: card.modelData.title
                    font.weight: Font.DemiBold
                }

                Label {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: card.modelData.lines.join("\n")
                    color: Theme.muted
                }

                Label {
                    Layout.fillWidth: true
                    visible: text.length > 0
                    text: card.modelData.wrong
                    color: Theme.warn
                }

                // its answers would be gone: asked once
                RowLayout {
                    visible: card.leaving
                    spacing: Theme.mm(3)

                    Action {
                        objectName: "remove-yes-" + card.modelData.number
                        Layout.fillWidth: true
                        glyph: "trash-can"
                        text: qsTr("Yes, remove it")
                        Accessible.description: card.words
                        onClicked: cards.vm.remove(cards.page.repeat, card.modelData.number)
                    }

                    Action {
                        objectName: "remove-no-" + card.modelData.number
                        Layout.fillWidth: true
                        text: qsTr("No, go on")
                        Accessible.description: card.words
                        onClicked: card.leaving = false
                    }
                }

                RowLayout {
                    visible: !card.leaving
                    spacing: Theme.mm(3)

                    Action {
                        objectName: "card-" + card.modelData.number
                        Layout.fillWidth: true
                        glyph: "pen"
                        text: qsTr("Change")
                        Accessible.description: card.words
                        onClicked: cards.gone(cards.vm.route(card.modelData.first))
                    }

                    Action {
                        objectName: "remove-" + card.modelData.number
                        Layout.fillWidth: true
                        visible: cards.page.mayRemove
                        glyph: "trash-can"
                        text: qsTr("Remove")
                        Accessible.description: card.words
                        onClicked: card.leaving = true
                    }
                }
            }
        }
    }

    Action {
        objectName: "add"
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        visible: cards.page.mayAdd
        glyph: "plus"
        text: cards.page.cards.length > 0 ? qsTr("Add another one") : qsTr("Add")
        onClicked: cards.gone(cards.vm.add(cards.page.repeat))
    }
}

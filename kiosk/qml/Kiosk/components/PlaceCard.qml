pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk

// Where to go, whether it is open now, and the week; a touch opens the place.
Press {
    id: place
    required property var card
    objectName: "place-" + card.id
    text: card.text
    Accessible.description: [card.address, card.line, ...card.week.map(row => row.days + " " + row.times), card.confirm, card.note?.text ?? ""].filter(words => words.length > 0).join(". ")
    padding: Theme.mm(5)
    implicitHeight: contentItem.implicitHeight + 2 * padding

    contentItem: RowLayout {
        spacing: Theme.mm(4)

        Disc {
            Layout.alignment: Qt.AlignTop
            name: "location-dot"
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(2)

            Prose {
                Layout.fillWidth: true
                prose: place.card
                font.weight: Font.DemiBold
            }

            Label {
                Layout.fillWidth: true
                visible: place.card.address.length > 0
                text: place.card.address
            }

            Door {
                Layout.fillWidth: true
                card: place.card
            }

            Prose {
                Layout.fillWidth: true
                prose: place.card.note
                color: Theme.muted
                font.pixelSize: Theme.small
            }
        }

        Icon {
            name: "chevron-right"
            mirror: place.mirrored
            extent: Theme.mm(5)
        }
    }
}

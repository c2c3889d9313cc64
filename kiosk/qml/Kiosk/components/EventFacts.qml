pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// What, when, where and for whom an event is.
Column {
    id: facts
    required property var page
    spacing: Theme.mm(6)

    Prose {
        width: parent.width
        prose: facts.page.summary
        font.weight: Font.DemiBold
    }

    Part {
        width: parent.width
        icon: "clock"
        title: qsTr("When")
        visible: facts.page.times.length > 0

        Repeater {
            model: facts.page.times

            Label {
                required property var modelData
                width: facts.width
                text: modelData.day + "\n" + modelData.times
            }
        }
    }

    Part {
        width: parent.width
        icon: "location-dot"
        title: qsTr("Where")
        visible: facts.page.places.length > 0 || facts.page.where.text.length > 0

        Prose {
            width: facts.width
            prose: facts.page.where
        }

        Repeater {
            model: facts.page.places

            PlaceCard {
                required property var modelData
                width: facts.width
                card: modelData
                onClicked: Navigator.open("place", modelData.id)
            }
        }
    }

    Part {
        width: parent.width
        icon: "users"
        title: qsTr("Who it is for")
        visible: facts.page.audience.text.length > 0

        Prose {
            width: facts.width
            prose: facts.page.audience
        }
    }
}

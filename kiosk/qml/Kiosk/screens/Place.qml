pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One place: where it is, when it is open, what one can do there.
Page {
    id: screen
    required property PlaceModel vm
    readonly property var page: vm.page

    Heading {
        width: parent.width
        name: screen.page.card
        icon: "location-dot"
    }

    Label {
        width: parent.width
        visible: text.length > 0
        text: screen.page.card.address ?? ""
        font.weight: Font.DemiBold
    }

    Remarks {
        width: parent.width
        said: screen.page.remarks
        confirm: screen.page.confirm
    }

    Loader {
        width: parent.width
        active: screen.page.card.line !== undefined
        sourceComponent: Door {
            card: screen.page.card
        }
    }

    Measured {
        Prose {
            width: parent.width
            prose: screen.page.description
            textFormat: Text.MarkdownText
            linkColor: Theme.ink
        }
    }

    Repeater {
        model: screen.page.phones

        ContactEntry {
            required property var modelData
            width: parent ? parent.width : 0
            item: modelData
        }
    }

    Label {
        width: parent.width
        topPadding: Theme.gap
        text: qsTr("What you can do here")
        font.weight: Font.Bold
        Accessible.role: Accessible.Heading
    }

    Repeater {
        model: screen.vm.services

        ServiceRow {
            width: parent ? parent.width : 0
            onClicked: Navigator.open("service", row.id)
        }
    }
}

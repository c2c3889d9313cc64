pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One notice in full.
Page {
    id: screen
    required property NoticeModel vm
    readonly property var page: vm.page

    Heading {
        width: parent.width
        name: screen.page.name
        icon: screen.page.icon
    }

    Label {
        width: parent.width
        visible: text.length > 0
        text: screen.page.until
        color: Theme.muted
    }

    Remarks {
        width: parent.width
        said: screen.page.remarks
    }

    Measured {
        Prose {
            width: parent.width
            prose: screen.page.summary
            font.weight: Font.DemiBold
        }

        Reading {
            width: parent.width
            blocks: screen.page.blocks
        }

        Ways {
            width: parent.width
            links: screen.page.links
        }
    }
}

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

    Repeater {
        model: screen.page.remarks

        Remark {
            required property string modelData
            width: parent ? parent.width : 0
            words: modelData
            glyph: "language"
        }
    }

    Prose {
        x: Session.rtl ? parent.width - width : 0
        width: Math.min(parent.width, Theme.measure)
        prose: screen.page.summary
        font.weight: Font.DemiBold
    }

    Reading {
        x: Session.rtl ? parent.width - width : 0
        width: Math.min(parent.width, Theme.measure)
        blocks: screen.page.blocks
    }

    Ways {
        x: Session.rtl ? parent.width - width : 0
        width: Math.min(parent.width, Theme.measure)
        links: screen.page.links
    }
}

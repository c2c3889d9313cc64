pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// One page of the guide: the way to it, what it says, what lies under it.
Page {
    id: screen
    required property GuideModel vm
    readonly property var page: vm.page
    readonly property int columns: Math.max(1, Math.floor(width / Theme.mm(Math.max(100, Session.em * 14))))

    Flow {
        objectName: "crumbs"
        width: parent.width
        spacing: Theme.mm(3)
        visible: screen.page.crumbs.length > 0

        Repeater {
            model: screen.page.crumbs

            Press {
                id: crumb
                required property var modelData
                objectName: "crumb-" + modelData.slug
                text: modelData.text
                height: Math.max(Theme.target, contentItem.implicitHeight + 2 * padding)
                width: Math.min(trail.implicitWidth + 2 * padding, parent ? parent.width : 0)
                onClicked: Navigator.open("guide", modelData.id)

                contentItem: RowLayout {
                    id: trail
                    spacing: Theme.mm(3)

                    Prose {
                        Layout.fillWidth: true
                        prose: crumb.modelData
                        color: Theme.accent
                        font.weight: Font.DemiBold
                    }

                    Icon {
                        name: "chevron-right"
                        mirror: crumb.mirrored
                        extent: Theme.mm(4)
                    }
                }
            }
        }
    }

    Heading {
        width: parent.width
        name: screen.page.name
        icon: screen.page.icon
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

    GridLayout {
        width: parent.width
        visible: screen.page.children.length > 0
        columns: screen.columns
        columnSpacing: Theme.mm(3)
        rowSpacing: Theme.mm(3)
        uniformCellWidths: true

        Repeater {
            model: screen.page.children

            Tile {
                required property var modelData
                objectName: "guide-" + modelData.slug
                Layout.fillWidth: true
                Layout.fillHeight: true
                item: modelData
                roomy: true
                onClicked: Navigator.open("guide", modelData.id)
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

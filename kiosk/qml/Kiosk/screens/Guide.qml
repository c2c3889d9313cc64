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

        Reading {
            width: parent.width
            blocks: screen.page.blocks
        }

        Ways {
            width: parent.width
            links: screen.page.links
        }
    }

    Tiles {
        width: parent.width
        visible: screen.page.children.length > 0
        wordy: true

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

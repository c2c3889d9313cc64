pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// One event: what, when, where, for whom, and a code for the phone's calendar.
Page {
    id: screen
    required property EventModel vm
    readonly property var page: vm.page
    readonly property bool wide: width > Theme.mm(Session.em * 46)

    Heading {
        width: parent.width
        name: screen.page.name
        icon: screen.page.icon
        by: screen.page.organizer
    }

    Remark {
        objectName: "example"
        width: parent.width
        words: screen.page.example ? qsTr("This is an example. It does not take place.") : ""
        glyph: "triangle-exclamation"
        tone: Theme.warn
    }

    Remark {
        objectName: "over"
        width: parent.width
        words: screen.page.over ? qsTr("This event is over.") : ""
        glyph: "triangle-exclamation"
        tone: Theme.warn
    }

    Remarks {
        width: parent.width
        said: screen.page.remarks
        confirm: screen.page.confirm
    }

    GridLayout {
        width: parent.width
        columns: screen.wide ? 2 : 1
        columnSpacing: Theme.mm(10)
        rowSpacing: Theme.mm(6)
        uniformCellWidths: true

        EventFacts {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            page: screen.page
        }

        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.mm(6)

            Measured {
                Reading {
                    width: parent.width
                    blocks: screen.page.blocks
                }
            }

            Ways {
                width: parent.width
                links: screen.page.links
            }

            Loader {
                width: parent.width
                active: screen.page.calendar.length > 0
                visible: active
                sourceComponent: CodeCard {
                    objectName: "calendar"
                    title: qsTr("Save this date on your phone")
                    extent: Theme.mm(66)
                    source: screen.page.calendar
                }
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

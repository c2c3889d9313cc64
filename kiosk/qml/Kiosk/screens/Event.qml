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

    GridLayout {
        width: parent.width
        columns: screen.wide ? 2 : 1
        columnSpacing: Theme.mm(10)
        rowSpacing: Theme.mm(6)
        uniformCellWidths: true

        Column {
            id: facts
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.mm(6)

            Prose {
                width: parent.width
                prose: screen.page.summary
                font.weight: Font.DemiBold
            }

            Part {
                width: parent.width
                icon: "clock"
                title: qsTr("When")
                visible: screen.page.times.length > 0

                Repeater {
                    model: screen.page.times

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
                visible: screen.page.places.length > 0 || screen.page.where.text.length > 0

                Prose {
                    width: facts.width
                    prose: screen.page.where
                }

                Repeater {
                    model: screen.page.places

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
                visible: screen.page.audience.text.length > 0

                Prose {
                    width: facts.width
                    prose: screen.page.audience
                }
            }
        }

        Column {
            id: more
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.mm(6)

            Reading {
                x: Session.rtl ? parent.width - width : 0
                width: Math.min(parent.width, Theme.measure)
                blocks: screen.page.blocks
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

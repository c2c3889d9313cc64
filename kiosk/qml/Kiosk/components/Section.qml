pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One part of a service's page: a heading with its disc, and rows below.
Part {
    id: section
    required property var part
    icon: part.icon
    title: part.title

    Repeater {
        model: section.part.items

        Loader {
            id: row
            required property var modelData
            required property int index
            width: section.width
            sourceComponent: section.part.kind === "checks" ? checks : section.part.kind === "contacts" ? contacts : plain

            Component {
                id: plain
                Entry {
                    item: row.modelData
                    number: section.part.kind === "steps" ? row.index + 1 : 0
                }
            }

            Component {
                id: checks
                Column {
                    spacing: Theme.mm(3)

                    CheckEntry {
                        width: parent.width
                        item: row.modelData
                    }

                    Action {
                        objectName: "fill-" + row.modelData.form
                        width: parent.width
                        visible: row.modelData.form.length > 0
                        glyph: "file-pen"
                        text: qsTr("Fill in this form")
                        onClicked: Navigator.open("form", row.modelData.form)
                    }
                }
            }

            Component {
                id: contacts
                ContactEntry {
                    item: row.modelData
                }
            }
        }
    }
}

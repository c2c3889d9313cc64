pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Backend

// A link that this screen does not open: a code for the phone, and the words to copy.
Page {
    id: screen
    required property CodeModel vm
    readonly property bool coded: vm.page.source.length > 0

    GridLayout {
        width: parent.width
        columns: screen.width > screen.height ? 2 : 1
        columnSpacing: Theme.mm(8)
        rowSpacing: Theme.mm(6)

        Loader {
            // as large as it stays whole; a module is half a millimetre at least
            readonly property int extent: Math.max(Theme.mm(45), Math.min(Theme.mm(84), screen.height - Theme.mm(12)))
            Layout.preferredWidth: extent
            Layout.alignment: Qt.AlignTop
            active: screen.coded
            visible: active
            sourceComponent: CodeCard {
                objectName: "code"
                title: ""
                source: screen.vm.page.source
            }
        }

        Column {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            spacing: Theme.gap

            Title {
                width: parent.width
                text: qsTr("Take it on your phone")
            }

            Label {
                width: parent.width
                visible: screen.coded
                text: qsTr("Point your phone's camera at the code.")
            }

            Address {
                objectName: "address"
                width: parent.width
                address: screen.vm.page.text
                font.weight: Font.DemiBold
            }
        }
    }
}

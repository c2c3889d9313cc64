pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// A link that this screen does not open: a code for the phone, and the words to copy.
Page {
    id: screen
    required property CodeModel vm

    Label {
        width: parent.width
        text: qsTr("Take it on your phone")
        font.pixelSize: Theme.title
        font.weight: Font.Bold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    Label {
        x: Session.rtl ? parent.width - width : 0
        width: Math.min(parent.width, Theme.measure)
        visible: screen.vm.page.source.length > 0
        text: qsTr("Point your phone's camera at the code.")
    }

    Loader {
        width: parent.width
        active: screen.vm.page.source.length > 0
        visible: active
        sourceComponent: CodeCard {
            objectName: "code"
            title: ""
            source: screen.vm.page.source
        }
    }

    Label {
        objectName: "address"
        width: parent.width
        text: "\u2066" + screen.vm.page.text + "\u2069"
        font.weight: Font.DemiBold
        wrapMode: Text.WrapAnywhere
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// The slip as it will leave the printer, and the one button.
Page {
    id: screen
    required property SlipModel vm
    readonly property bool wide: width > Theme.mm(300)
    // a display on which no code would be whole with its words below it has them beside it
    readonly property bool low: height < Theme.mm(130)

    Title {
        width: parent.width
        text: screen.vm.state === "code" ? qsTr("Take it on your phone") : qsTr("Your slip")
    }

    Remark {
        objectName: "message"
        told: true
        width: parent.width
        words: screen.vm.message
        glyph: screen.vm.state === "sent" ? "print" : "circle-info"
        tone: screen.vm.state === "failed" ? Theme.warn : Theme.good
    }

    Action {
        objectName: "take"
        visible: screen.vm.state === "ready"
        width: Theme.box(parent.width)
        anchors.left: parent.left
        filled: true
        glyph: screen.vm.hasPrinter ? "print" : "qrcode"
        text: screen.vm.hasPrinter ? qsTr("Print") : qsTr("Take it on your phone")
        onClicked: screen.vm.take()
    }

    Label {
        width: parent.width
        visible: screen.vm.state === "code"
        text: qsTr("Point your phone's camera at the code.")
    }

    Flow {
        id: codes
        width: parent.width
        spacing: Theme.mm(8)
        visible: screen.vm.state === "code"

        Repeater {
            model: screen.vm.state === "code" ? screen.vm.codes : []

            CodeCard {
                required property var modelData
                objectName: "code"
                width: !screen.low ? extent : Session.em > 7 ? codes.width : (codes.width - codes.spacing) / 2
                beside: screen.low
                // as large as it is whole below its title; a module is half a millimetre at least
                extent: screen.low ? Theme.mm(50) : Math.max(Theme.mm(50), Math.min(Theme.mm(84), screen.height - Theme.mm(30 + 6 * Session.em)))
                title: modelData.title
                words: modelData.words
                source: modelData.source
            }
        }
    }

    Flow {
        width: parent.width
        spacing: Theme.gap
        visible: screen.vm.state !== "code"

        Repeater {
            model: screen.vm.pages

            Rectangle {
                id: sheet
                required property string modelData
                required property int index
                width: picture.width + 2 * Theme.edge
                height: picture.height + 2 * Theme.edge
                color: "#ffffff"
                border.color: Theme.line
                border.width: Theme.edge

                Image {
                    id: picture
                    anchors.centerIn: parent
                    width: Math.min(Theme.mm(screen.wide ? 160 : 180), screen.width - 4 * Theme.gap)
                    height: implicitWidth > 0 ? Math.round(width * implicitHeight / implicitWidth) : 0
                    source: sheet.modelData
                    mipmap: true
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("Your slip")
                    Accessible.description: sheet.index === 0 ? screen.vm.words : ""
                }
            }
        }
    }
}

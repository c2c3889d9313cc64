pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// The form as it will leave the printer, or the code that the clerk reads from the screen.
Column {
    id: sheet
    required property var page
    required property FormModel vm
    required property int room // pixels from the strip to the bar
    readonly property var paper: page.paper
    readonly property bool showing: paper.state === "code"
    spacing: Theme.gap

    Title {
        width: parent.width
        text: sheet.showing ? qsTr("Show this code at the desk") : qsTr("Your form")
    }

    Flow {
        width: parent.width
        spacing: Theme.gap
        visible: sheet.showing

        Repeater {
            model: sheet.showing ? sheet.paper.codes : []

            Column {
                id: code
                required property var modelData
                spacing: Theme.mm(2)

                Label {
                    visible: text.length > 0
                    text: code.modelData.title
                }

                Rectangle {
                    // as large as it is whole under the heading: a scanner must not have to wait for a finger
                    width: Math.max(Theme.mm(60), Math.min(Theme.mm(110), sheet.width, sheet.room - Theme.mm(44)))
                    height: width
                    color: "#ffffff"

                    Image {
                        anchors.fill: parent
                        anchors.margins: Theme.mm(2)
                        smooth: false
                        source: code.modelData.source
                        Accessible.role: Accessible.Graphic
                        Accessible.name: qsTr("Show this code at the desk")
                    }
                }
            }
        }
    }

    Remark {
        objectName: "message"
        told: true
        width: parent.width
        words: sheet.paper.message
        glyph: sheet.paper.state === "sent" ? "print" : "circle-info"
        tone: sheet.paper.state === "failed" ? Theme.warn : Theme.good
    }

    Action {
        objectName: "print"
        visible: sheet.paper.state === "ready" && (sheet.paper.hasPrinter || sheet.paper.codes.length > 0)
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        filled: true
        glyph: sheet.paper.hasPrinter ? "print" : "qrcode"
        text: sheet.paper.hasPrinter ? qsTr("Print") : qsTr("Show the code for the clerk")
        onClicked: sheet.vm.take()
    }

    Action {
        objectName: "show-code"
        visible: sheet.paper.hasPrinter && !sheet.showing && sheet.paper.codes.length > 0
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        glyph: "qrcode"
        text: qsTr("Show the code for the clerk")
        onClicked: sheet.vm.showCode()
    }

    Remark {
        objectName: "privacy"
        width: parent.width
        words: sheet.paper.privacy
        glyph: sheet.paper.sealed ? "lock" : "lock-open"
    }

    Flow {
        width: parent.width
        spacing: Theme.gap
        visible: !sheet.showing

        Repeater {
            model: sheet.showing ? [] : sheet.paper.pages

            Rectangle {
                id: leaf
                required property string modelData
                width: picture.width + 2 * Theme.edge
                height: picture.height + 2 * Theme.edge
                color: "#ffffff"
                border.color: Theme.line
                border.width: Theme.edge

                Image {
                    id: picture
                    anchors.centerIn: parent
                    width: Math.min(Theme.mm(180), sheet.width - 2 * Theme.edge)
                    height: implicitWidth > 0 ? Math.round(width * implicitHeight / implicitWidth) : 0
                    source: leaf.modelData
                    mipmap: true
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("Your form")
                }
            }
        }
    }
}

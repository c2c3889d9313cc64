pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One page of a form: its start, its questions, its cards, the answers to check, the paper.
Item {
    id: screen
    required property FormModel vm
    readonly property var page: vm.page
    readonly property string kind: page.kind
    readonly property bool low: height < Theme.mm(130)

    function go(route: string) {
        if (route.length > 0)
            Navigator.open("form", route);
    }

    Page {
        id: sheet
        width: parent.width
        anchors.top: parent.top
        anchors.bottom: foot.visible ? foot.top : parent.bottom

        FormHead {
            width: parent.width
            page: screen.page
            large: screen.kind === "start"
            low: screen.low
        }

        Remarks {
            width: parent.width
            said: screen.page.remarks
        }

        Loader {
            width: parent.width
            active: screen.kind === "start"
            visible: active
            sourceComponent: FormStart {
                page: screen.page
                onGone: screen.go(screen.vm.next())
            }
        }

        Repeater {
            model: screen.kind === "questions" ? screen.vm.places : []

            Question {
                id: asked
                required property string modelData
                width: parent ? parent.width : 0
                question: screen.vm.questions[modelData] ?? ({})
                vm: screen.vm
                low: screen.low
                alone: screen.vm.places.length === 1
                onRaised: (part, lasts) => sheet.bringUp([asked, part], lasts)
                onDone: if (alone)
                    screen.go(screen.vm.next())
            }
        }

        Loader {
            width: parent.width
            active: screen.kind === "cards"
            visible: active
            sourceComponent: FormCards {
                page: screen.page
                vm: screen.vm
                onGone: route => screen.go(route)
            }
        }

        Loader {
            width: parent.width
            active: screen.kind === "check"
            visible: active
            sourceComponent: FormCheck {
                page: screen.page
                vm: screen.vm
                onGone: route => screen.go(route)
            }
        }

        Loader {
            width: parent.width
            active: screen.kind === "paper"
            visible: active
            sourceComponent: FormPaper {
                page: screen.page
                vm: screen.vm
                room: screen.height
            }
        }
    }

    // what to do next is always in sight; while one writes on a low display the keyboard has its place
    Rectangle {
        id: foot
        visible: (screen.kind === "questions" || screen.kind === "cards") && !(Keyboard.shown && screen.height < Theme.mm(90))
        anchors.bottom: parent.bottom
        width: parent.width
        height: next.height + Theme.mm(4)
        color: Theme.paper

        Action {
            id: next
            objectName: "continue"
            x: Session.rtl ? parent.width - width - Theme.margin : Theme.margin
            y: Theme.mm(2)
            width: Theme.box(parent.width - 2 * Theme.margin)
            filled: true
            text: qsTr("Continue")
            onClicked: screen.go(screen.vm.next())
        }
    }
}

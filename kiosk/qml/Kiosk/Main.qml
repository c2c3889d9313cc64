pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Kiosk
import Kiosk.Backend

// The window: the strip, one screen, the bar; questions over all of it.
Window {
    id: window
    color: Theme.paper
    title: qsTr("Home")
    // a display so low that every millimetre counts, such as a tablet lying on its side
    readonly property bool low: height < Theme.mm(160)
    onActiveFocusItemChanged: Keyboard.follow(activeFocusItem)
    LayoutMirroring.enabled: Session.rtl
    LayoutMirroring.childrenInherit: true

    Item {
        id: stage
        anchors.fill: parent
        LayoutMirroring.enabled: Session.rtl
        LayoutMirroring.childrenInherit: true

        // low reach: everything lies in the lower part, the upper stays quiet
        Item {
            id: reachable
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Session.lowReach ? Math.max(Theme.mm(115), Math.round(parent.height * 0.55)) : parent.height

            Strip {
                id: strip
                compact: window.low
                width: parent.width
            }

            Loader {
                id: host
                objectName: "host"
                anchors.top: strip.bottom
                anchors.bottom: keys.top
                width: parent.width
                readonly property string file: Navigator.screen.charAt(0).toUpperCase() + Navigator.screen.slice(1)

                function show() {
                    const url = Qt.resolvedUrl("screens/" + file + ".qml");
                    const model = Navigator.model;
                    setSource("");
                    if (model)
                        setSource(url, {
                            vm: model
                        });
                    else
                        setSource(url);
                }

                Component.onCompleted: show()

                Connections {
                    target: Navigator
                    function onMoved() {
                        host.show();
                    }
                }
            }

            // read when somebody first writes: the first frame does not wait for it
            Loader {
                id: keys
                readonly property int room: bar.y - strip.height
                anchors.bottom: bar.top
                width: parent.width
                height: active ? implicitHeight : 0

                active: Keyboard.shown
                source: "components/keyboard/Keys.qml"

                Binding {
                    target: keys.item
                    property: "room"
                    value: keys.room
                    when: keys.item
                }
            }

            Bar {
                id: bar
                compact: window.low
                anchors.bottom: parent.bottom
                width: parent.width
                onFinishAsked: Session.hasAnswers ? finish.shown = true : Session.finish()
            }
        }

        Cover {
            id: finish
            objectName: "finish-question"
            anchors.fill: parent
            onOutsideTouched: shown = false

            Connections {
                target: Session
                function onFinished() {
                    finish.shown = false;
                }
            }

            Label {
                width: parent.width
                text: qsTr("Clear everything?")
                font.pixelSize: Theme.title
                font.weight: Font.Bold
            }

            Action {
                objectName: "finish-yes"
                width: parent.width
                filled: true
                text: qsTr("Yes, clear everything")
                onClicked: Session.finish()
            }

            Action {
                objectName: "finish-no"
                width: parent.width
                text: qsTr("No, go on")
                onClicked: finish.shown = false
            }
        }

        Cover {
            id: idle
            objectName: "idle-warning"
            anchors.fill: parent
            shown: IdleWatch.warning
            onOutsideTouched: IdleWatch.extend()

            Label {
                width: parent.width
                text: qsTr("Are you still there?")
                font.pixelSize: Theme.title
                font.weight: Font.Bold
            }

            Label {
                width: parent.width
                text: qsTr("Everything will be cleared in %1 s").arg(IdleWatch.left)
            }

            Action {
                objectName: "idle-extend"
                width: parent.width
                filled: true
                text: qsTr("Touch anywhere to go on.")
                onClicked: IdleWatch.extend()
            }
        }
    }
}

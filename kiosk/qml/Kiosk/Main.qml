pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Window
import Kiosk
import Kiosk.Backend

// The window: the strip, one screen, the bar; questions over all of it.
Window {
    id: window
    color: Theme.paper
    title: Catalogue.title
    // how far up there is something to touch: in low reach not beyond the lower part
    readonly property real reach: Session.lowReach ? Math.max(Math.min(Theme.mm(128), height - Theme.mm(21)), Math.round(height * 0.55)) : height
    // so low that every millimetre counts: a tablet lying on its side, a wide display with everything within low reach
    readonly property bool low: reach < Theme.mm(160)
    // so narrow that words do not stand beside each other: a tablet standing upright
    readonly property bool narrow: width < Theme.mm(160)
    onActiveFocusItemChanged: Keyboard.follow(activeFocusItem)
    LayoutMirroring.enabled: Session.rtl
    LayoutMirroring.childrenInherit: true

    // A question takes the focus, and gives it back to what was being written or stood ready for a key.
    property Item interrupted: null
    property int reason: Qt.OtherFocusReason

    function interrupt() {
        interrupted = activeFocusItem;
        reason = (interrupted as Press)?.visualFocus ? Qt.TabFocusReason : Qt.OtherFocusReason;
    }

    function resume() {
        if (interrupted && !finish.shown && !idle.shown)
            interrupted.forceActiveFocus(reason);
        interrupted = null;
    }

    Shortcut {
        sequences: [StandardKey.Cancel]
        onActivated: idle.shown ? IdleWatch.extend() : finish.shown ? finish.shown = false : Navigator.back()
    }

    Item {
        id: stage
        anchors.fill: parent
        LayoutMirroring.enabled: Session.rtl
        LayoutMirroring.childrenInherit: true

        // nothing on it is touched: it lies on top of what is within reach
        Strip {
            id: strip
            y: reachable.y - height
            compact: window.low && !window.narrow
            width: parent.width
        }

        // low reach: everything lies in the lower part, the upper stays quiet
        Item {
            id: reachable
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            enabled: !finish.shown && !idle.shown
            height: Math.min(window.reach, parent.height - strip.height)

            Loader {
                id: host
                objectName: "host"
                anchors.top: parent.top
                anchors.bottom: keys.top
                width: parent.width
                readonly property string file: Navigator.screen.charAt(0).toUpperCase() + Navigator.screen.slice(1)

                // The screen takes the focus with it, or a real keyboard would begin anew at the top of the window.
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
                    if (!activeFocus)
                        forceActiveFocus(Qt.OtherFocusReason);
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
                anchors.bottom: bar.top
                width: parent.width
                height: active ? implicitHeight : 0

                active: Keyboard.shown
                source: "components/keyboard/Board.qml"

                Binding {
                    target: keys.item
                    property: "room"
                    value: bar.y
                    when: keys.item
                }
            }

            Bar {
                id: bar
                low: window.low
                narrow: window.narrow
                anchors.bottom: parent.bottom
                width: parent.width
                onFinishAsked: {
                    if (!Session.hasAnswers)
                        return Session.finish();
                    window.interrupt();
                    finish.shown = true;
                }
            }
        }

        Cover {
            id: finish
            objectName: "finish-question"
            title: qsTr("Clear everything?")
            anchors.fill: parent
            onOutsideTouched: shown = false
            onShownChanged: shown ? no.forceActiveFocus(window.reason) : window.resume()

            Connections {
                target: Session
                function onFinished() {
                    finish.shown = false;
                }
            }

            Action {
                objectName: "finish-yes"
                width: parent.width
                filled: true
                text: qsTr("Yes, clear everything")
                onClicked: Session.finish()
            }

            Action {
                id: no
                objectName: "finish-no"
                width: parent.width
                text: qsTr("No, go on")
                onClicked: finish.shown = false
            }
        }

        Cover {
            id: idle
            objectName: "idle-warning"
            title: qsTr("Are you still there?")
            anchors.fill: parent
            shown: IdleWatch.warning
            onOutsideTouched: IdleWatch.extend()
            onShownChanged: shown ? yes.forceActiveFocus(window.reason) : window.resume()

            Connections {
                target: IdleWatch
                function onWarned() {
                    window.interrupt();
                }
            }

            Label {
                width: parent.width
                text: qsTr("Everything will be cleared in %1 s").arg(IdleWatch.left)
            }

            Action {
                id: yes
                objectName: "idle-extend"
                width: parent.width
                filled: true
                text: qsTr("Touch anywhere to go on.")
                onClicked: IdleWatch.extend()
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Kiosk
import Kiosk.Backend

// Services of one topic, or those that a search finds.
Item {
    id: screen
    required property ResultsModel vm

    ListView {
        id: list
        objectName: "results"
        // rows cannot be moved inside a list, so the list leaves room for its scroll bar beside it
        x: Theme.mm(Session.rtl ? 10 : 6)
        width: parent.width - Theme.mm(16)
        height: parent.height
        spacing: Theme.mm(3)
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        model: screen.vm.rows
        reuseItems: true
        bottomMargin: Theme.gap

        header: Column {
            width: list.width
            topPadding: Theme.mm(4)
            bottomPadding: Theme.mm(3)
            spacing: Theme.mm(2)

            Label {
                width: parent.width
                visible: !screen.vm.searching
                text: screen.vm.title
                font.pixelSize: Theme.title
                font.weight: Font.Bold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            Label {
                width: parent.width
                visible: text.length > 0
                text: screen.vm.note
                color: Theme.muted
            }

            SearchField {
                objectName: "query"
                width: parent.width
                visible: screen.vm.searching
                text: screen.vm.query
                onTextEdited: screen.vm.find(text)
                Component.onCompleted: if (visible)
                    forceActiveFocus()
            }

            Label {
                objectName: "nothing"
                width: parent.width
                visible: screen.vm.count === 0 && (!screen.vm.searching || screen.vm.query.length > 0)
                text: qsTr("Nothing found. Look under the topics, or ask the staff.")
            }

            Action {
                visible: screen.vm.searching && screen.vm.count === 0
                text: qsTr("All topics")
                glyph: "house"
                onClicked: Navigator.home()
            }

            Repeater {
                model: screen.vm.remarks

                Remark {
                    required property string modelData
                    width: list.width
                    words: modelData
                }
            }
        }

        delegate: ServiceRow {
            width: list.width
            onClicked: Navigator.open("service", row.id)
        }

        ScrollBar.vertical: ScrollBar {
            parent: screen
            x: Session.rtl ? 0 : screen.width - width
            height: screen.height
            policy: list.contentHeight > list.height ? ScrollBar.AlwaysOn : ScrollBar.AlwaysOff
            width: Theme.mm(3)
            padding: 0
            focusPolicy: Qt.NoFocus
            Accessible.ignored: true
            contentItem: Rectangle {
                radius: width / 2
                color: Theme.line
            }
        }
    }
}

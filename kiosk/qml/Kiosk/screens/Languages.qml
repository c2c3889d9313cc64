pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk
import Kiosk.Backend

// Every language by its own name, all of them at once where they fit.
Item {
    id: screen
    required property LanguagesModel vm
    readonly property int count: vm.languages.length
    readonly property int columns: Math.max(2, Math.min(height > width ? 3 : 5, Math.floor(width / Theme.mm(Math.max(40, Session.em * 6.1)))))
    readonly property int lines: Math.ceil(count / columns)
    readonly property int room: height - heading.y - heading.height - Theme.mm(5)
    readonly property int cell: Math.max(Theme.mm(Math.max(15.7, Session.em * 1.75 + 3)), Math.min(Theme.mm(30), Math.floor(room / lines)))

    Title {
        id: heading
        x: Theme.margin
        y: screen.height > Theme.mm(120) ? Theme.margin : Theme.mm(3)
        width: parent.width - 2 * x
        text: qsTr("Choose your language")
        font.pixelSize: screen.height > Theme.mm(120) ? Theme.title : Theme.label
    }

    GridView {
        id: grid
        objectName: "languages"
        anchors.top: heading.bottom
        anchors.topMargin: Theme.mm(2)
        anchors.bottom: parent.bottom
        x: Theme.margin - Theme.mm(1.5)
        width: parent.width - 2 * x
        cellWidth: Math.floor(width / screen.columns)
        cellHeight: screen.cell
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        Accessible.role: Accessible.List
        Accessible.name: heading.text
        model: screen.vm.languages
        keyNavigationEnabled: true
        interactive: contentHeight > height

        T.ScrollBar.vertical: Scrolled {
            of: grid
            parent: screen
            x: Session.rtl ? 0 : screen.width - width
            y: grid.y
            height: grid.height
        }

        delegate: Item {
            id: cell
            required property var modelData
            Accessible.role: Accessible.ListItem
            width: grid.cellWidth
            height: grid.cellHeight

            Press {
                objectName: "language-" + cell.modelData.tag
                anchors.fill: parent
                anchors.margins: Theme.mm(1.5)
                padding: Theme.mm(1)
                text: cell.modelData.endonym
                rim: chosen ? Theme.accent : Theme.line
                Accessible.role: Accessible.RadioButton
                choosable: true
                chosen: Session.language === cell.modelData.tag && Session.active
                onClicked: Navigator.choose(cell.modelData.tag)

                // no Label: in the middle it has no direction, and the first frame waits for 25 of them (ADR 16)
                contentItem: Text {
                    text: cell.modelData.endonym
                    color: Theme.ink
                    textFormat: Text.PlainText
                    font.family: cell.modelData.family
                    font.pixelSize: Theme.body
                    font.weight: Font.DemiBold
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.mm(4.5)
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    Accessible.ignored: true
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk
import Kiosk.Backend

// A screen that scrolls where its content is longer than the display, and shows that it does.
Flickable {
    id: page
    default property alias content: column.data
    property int margins: Theme.mm(6)
    contentWidth: width
    contentHeight: column.implicitHeight + 2 * margins
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    clip: true
    Component.onCompleted: Qt.callLater(() => page.contentY = Navigator.scroll * Math.max(0, page.contentHeight - page.height))
    onHeightChanged: Qt.callLater(reveal)
    onContentYChanged: Navigator.remember(contentY / Math.max(1, contentHeight - height))

    // what is being written into stays in sight when the keyboard comes
    function reveal() {
        const field = Keyboard.shown && Window.window ? Window.window.activeFocusItem : null;
        if (!field)
            return;
        const top = field.mapToItem(contentItem, 0, 0).y - Theme.mm(12);
        const bottom = field.mapToItem(contentItem, 0, field.height).y + Theme.mm(4);
        if (bottom > contentY + height)
            contentY = Math.min(bottom - height, contentHeight - height);
        if (top < contentY)
            contentY = Math.max(0, top);
    }

    // scrolls so far that an item stands at the top, also when what follows it is only being laid out
    property Item raised: null
    function bringUp(item: Item) {
        raised = item;
        Qt.callLater(lift);
    }
    function lift() {
        if (raised)
            contentY = Math.max(0, Math.min(raised.mapToItem(contentItem, 0, 0).y - Theme.mm(2), contentHeight - height));
    }
    onContentHeightChanged: Qt.callLater(lift)
    onMovementStarted: raised = null

    Connections {
        target: Keyboard
        function onShownChanged() {
            Qt.callLater(page.reveal);
        }
    }

    Column {
        id: column
        x: page.margins
        y: page.margins
        width: page.width - 2 * page.margins - bar.width
        spacing: Theme.gap
    }

    T.ScrollBar.vertical: Scroll {
        id: bar
        needed: page.contentHeight > page.height
    }
}

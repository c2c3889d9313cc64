pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Kiosk
import Kiosk.Backend

// A screen that scrolls where its content is longer than the display, and shows that it does.
Flickable {
    id: page
    default property alias content: column.data
    contentWidth: width
    contentHeight: column.implicitHeight + 2 * Theme.margin
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    clip: true
    Component.onCompleted: {
        Qt.callLater(restore);
        Qt.callLater(reveal);
    }
    onHeightChanged: Qt.callLater(reveal)
    // arrows and page keys of a real keyboard
    Keys.onDownPressed: scroll(Theme.mm(20))
    Keys.onUpPressed: scroll(-Theme.mm(20))
    Keys.onPressed: event => {
        const pages = event.key === Qt.Key_PageDown ? 1 : event.key === Qt.Key_PageUp ? -1 : 0;
        if (pages !== 0)
            scroll(pages * height * 0.9);
        event.accepted = pages !== 0;
    }

    function restore() {
        contentY = Navigator.scroll * Math.max(0, contentHeight - height);
    }

    function scroll(pixels: real) {
        contentY = Math.max(0, Math.min(contentY + pixels, contentHeight - height));
    }
    onContentYChanged: Navigator.remember(contentY / Math.max(1, contentHeight - height))

    // what is being written into stays in sight when the keyboard comes, and so does what the Tab key has come to
    function reveal() {
        const field = Window.window ? Window.window.activeFocusItem : null;
        if (!field || !holds(field) || !(Keyboard.shown || (field as Press)?.visualFocus))
            return;
        const bottom = field.mapToItem(contentItem, 0, field.height).y + Theme.mm(4);
        // with the words above it, where there is room for both
        const top = Math.max(field.mapToItem(contentItem, 0, 0).y - Theme.mm(12), bottom - height);
        if (bottom > contentY + height)
            contentY = Math.min(bottom - height, contentHeight - height);
        if (top < contentY)
            contentY = Math.max(0, top);
    }

    function holds(item: Item): bool {
        let above = item;
        while (above && above !== column)
            above = above.parent;
        return above !== null;
    }

    Connections {
        target: page.Window.window
        function onActiveFocusItemChanged() {
            Qt.callLater(page.reveal); // the focus comes before the reason for it
        }
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
        x: Theme.margin
        y: Theme.margin
        width: page.width - 2 * x
        spacing: Theme.gap
        onPositioningComplete: Qt.callLater(page.reveal) // an error above a field pushes it down
    }

    T.ScrollBar.vertical: Scrolled {
        of: page
    }
}

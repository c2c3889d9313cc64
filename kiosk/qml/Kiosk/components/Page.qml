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

    // What is being written into stays in sight when the keyboard comes, with the words around it where there is room for
    // them; and so does what the Tab key has come to.
    function reveal() {
        const field = Window.window ? Window.window.activeFocusItem : null;
        if (!field)
            return; // or the page has gone
        const around = enclosing(field);
        const block = around as Block;
        if (around && block && Keyboard.shown) {
            const last = block.last ?? field;
            written = field;
            if (edge(block, 0) < contentY || edge(last, 1) > contentY + height)
                settle(Math.max(step([block], [last, field]), edge(field, 1) + Theme.mm(1) - height));
        } else if (around && (Keyboard.shown || (field as Press)?.visualFocus)) {
            const bottom = edge(field, 1) + Theme.mm(4);
            const top = Math.max(edge(field, 0) - Theme.mm(12), bottom - height);
            if (bottom > contentY + height)
                contentY = Math.min(bottom - height, contentHeight - height);
            if (top < contentY)
                contentY = Math.max(0, top);
        }
    }

    function enclosing(item: Item): Item {
        let above = item;
        while (above && above.parent !== column)
            above = above.parent;
        return above;
    }

    // pixels from the top of the content to the upper (0) or the lower (1) edge of an item
    function edge(item: Item, share: int): real {
        return item.mapToItem(contentItem, 0, share * item.height).y;
    }

    // The least to scroll of nothing, and to the top of each of `tops`, so that nothing is cut through, from where the first
    // of `lasts` that can be is in sight; to the last of `tops` where none can be.
    function step(tops: var, lasts: var): real {
        const places = [0, ...tops.map(item => edge(item, 0) - Theme.mm(1))];
        for (const last of lasts) {
            const place = places.find(top => edge(last, 1) + Theme.mm(1) <= top + height);
            if (place !== undefined)
                return place;
        }
        return places[places.length - 1];
    }

    // where the page has been scrolled to on purpose; that may be farther than its content is long
    property real settled: 0
    bottomMargin: Math.max(0, settled + height - contentHeight)

    function settle(top: real) {
        settled = top;
        contentY = top;
    }

    // brings what is asked for into sight (see `step`), also while it is only being laid out
    property var tops: []
    property var lasts: []
    function bringUp(first: var, last: var) {
        tops = first;
        lasts = last;
        Qt.callLater(lift);
    }
    function lift() {
        if (lasts.length > 0 && Window.window)
            settle(step(tops, lasts));
    }
    onContentHeightChanged: Qt.callLater(lift)
    onMovementStarted: lasts = []

    // once the keyboard has gone, there is room for what stands above the field
    property Item written: null
    function loosen() {
        if (Window.window && written)
            settle(step([enclosing(written)], [written]));
    }

    Connections {
        target: page.Window.window
        function onActiveFocusItemChanged() {
            Qt.callLater(page.reveal); // the focus comes before the reason for it
        }
    }

    Connections {
        target: Keyboard
        function onShownChanged() {
            Qt.callLater(Keyboard.shown ? page.reveal : page.loosen);
        }
    }

    // Itself a block, so that the type is read with the page: where JavaScript is the first to ask for one, Qt waits for it
    // with Python's lock in its hands, and what reads it may want that lock.
    Block {
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

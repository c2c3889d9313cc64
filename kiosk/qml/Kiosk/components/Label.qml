pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// Text in the direction of the interface; what is not translated begins with a mark, and stands in its own.
Text {
    LayoutMirroring.enabled: Session.rtl && text.charCodeAt(0) !== 0x200e
    color: Theme.ink
    font.pixelSize: Theme.body
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    lineHeight: 1.1
    horizontalAlignment: Text.AlignLeft
    Accessible.role: Accessible.StaticText
    Accessible.name: textFormat === Text.PlainText ? text : text.replace(/<[^>]*>|[*_`#]/g, "")
    // a button is read by its own name, which has these words
    Accessible.ignored: within(parent)

    function within(item: Item): bool {
        for (let above = item; above; above = above.parent) {
            if (above instanceof Press)
                return true;
        }
        return false;
    }
}

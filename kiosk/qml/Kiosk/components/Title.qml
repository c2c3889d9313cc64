pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// What a screen is called: large, and said to a screen reader when the screen comes.
Label {
    id: title
    font.pixelSize: Theme.title
    font.weight: Font.Bold
    Accessible.role: Accessible.Heading

    Announcement {
        words: title.visible ? title.text : ""
    }
}

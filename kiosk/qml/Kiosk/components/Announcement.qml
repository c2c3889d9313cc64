pragma ComponentBehavior: Bound
import QtQuick

// What a screen reader says at once, wherever its focus is: a screen that has come, an error, a message.
Item {
    id: announcement
    required property string words
    property bool urgent: false
    Accessible.ignored: true
    Component.onCompleted: Qt.callLater(say)
    onWordsChanged: Qt.callLater(say)

    function say() {
        if (words.length > 0)
            Accessible.announce(words, urgent ? Accessible.Assertive : Accessible.Polite);
    }
}

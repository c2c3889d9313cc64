pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// Back, home, language, help to read, finish: always here, always in this order.
Rectangle {
    id: bar
    signal finishAsked
    color: Theme.card
    property bool low: false
    property bool narrow: false
    // words beside their pictograms
    readonly property bool compact: low && !narrow
    // five labels of one size: that of the longest one
    readonly property int letters: Math.min(back.fitting, home.fitting, language.fitting, help.fitting, finish.fitting)
    implicitHeight: Theme.mm(compact ? 20 : low ? 27 : 31)
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Always here")

    Rectangle {
        width: parent.width
        height: Theme.edge
        color: Theme.line
    }

    Row {
        id: buttons
        // More for the buttons that need more words, so that the smallest letters of any language are as large as can be;
        // the same shares in all languages, so that nothing moves.
        readonly property real share: (width - 4 * spacing) / 200
        anchors.fill: parent
        anchors.margins: Theme.mm(1.5)
        anchors.bottomMargin: Theme.mm(bar.compact ? 0.5 : 1.5)
        spacing: Theme.mm(bar.narrow ? 2.6 : 3)

        BarButton {
            id: back
            objectName: "back"
            letters: bar.letters
            width: buttons.share * 34
            height: buttons.height
            compact: bar.compact
            narrow: bar.narrow
            glyph: "arrow-left"
            text: qsTr("Back")
            enabled: Navigator.canGoBack
            onClicked: Navigator.back()
        }

        BarButton {
            id: home
            objectName: "home"
            letters: bar.letters
            width: buttons.share * 35
            height: buttons.height
            compact: bar.compact
            narrow: bar.narrow
            glyph: "house"
            text: qsTr("Home")
            onClicked: Navigator.home()
        }

        BarButton {
            id: language
            objectName: "language"
            letters: bar.letters
            width: buttons.share * 40
            height: buttons.height
            compact: bar.compact
            narrow: bar.narrow
            glyph: "language"
            text: qsTr("Language")
            onClicked: Navigator.chooseLanguage()
        }

        BarButton {
            id: help
            objectName: "help"
            letters: bar.letters
            width: buttons.share * 45
            height: buttons.height
            compact: bar.compact
            narrow: bar.narrow
            glyph: "eye"
            text: qsTr("Help to read")
            onClicked: Navigator.open("help")
        }

        BarButton {
            id: finish
            objectName: "finish"
            letters: bar.letters
            width: buttons.share * 46
            height: buttons.height
            compact: bar.compact
            narrow: bar.narrow
            glyph: "right-from-bracket"
            emphasised: true
            text: qsTr("Finish and clear")
            onClicked: bar.finishAsked()
        }
    }
}

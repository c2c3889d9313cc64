pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One question: its words, what is wrong, what it is answered with, and why the city asks.
Column {
    id: entry
    required property var question
    required property FormModel vm
    property bool alone: true
    property bool low: false
    readonly property string place: question.place ?? ""
    readonly property string control: question.control ?? ""
    // on a low display the words below the question stand below its field, so that the keyboard leaves both in sight
    readonly property bool below: low && (control === "text" || control === "lines")
    signal done
    signal raised(Item part)
    spacing: Theme.mm(low ? 1.5 : 2.5)

    Announcement {
        words: entry.alone ? entry.question.label?.text ?? "" : ""
    }

    Prose {
        objectName: "label " + entry.place
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        prose: entry.question.label ?? null
        textFormat: entry.control === "note" ? Text.MarkdownText : Text.PlainText
        font.pixelSize: entry.alone && !entry.low && entry.control !== "note" ? Theme.title : Theme.body
        font.weight: entry.control === "note" ? Font.Normal : Font.DemiBold
    }

    Label {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        visible: !entry.below && (entry.question.optional ?? false)
        text: qsTr("You may leave this empty.")
        font.pixelSize: Theme.small
        color: Theme.muted
    }

    Prose {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        prose: entry.question.hint ?? null
        visible: !entry.below && text.length > 0
        color: Theme.muted
    }

    Label {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        visible: !entry.below && text.length > 0
        text: entry.question.advice ?? ""
        color: Theme.muted
    }

    Remark {
        objectName: "error " + entry.place
        told: true
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        words: entry.question.error ?? ""
        glyph: "circle-exclamation"
        tone: Theme.warn
    }

    Loader {
        width: entry.control === "date" || entry.control === "one" || entry.control === "many" ? parent.width : Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        sourceComponent: {
            switch (entry.control) {
            case "text":
                return line;
            case "lines":
                return lines;
            case "date":
                return date;
            case "range":
                return (entry.question.choices ?? []).length > 0 ? choices : line;
            case "one":
            case "many":
            case "agree":
                return choices;
            case "signature":
                return signature;
            }
            return null;
        }

        Component {
            id: line
            WrittenField {
                place: entry.place
                value: entry.question.text
                pad: entry.question.pad
                example: entry.question.example
                words: entry.question.label.text
                locked: entry.question.readOnly
                wrong: entry.question.error.length > 0
                eager: entry.alone
                onWritten: text => entry.vm.write(entry.place, text)
                onDone: entry.done()
            }
        }

        Component {
            id: lines
            WrittenArea {
                place: entry.place
                value: entry.question.text
                words: entry.question.label.text
                onWritten: text => entry.vm.write(entry.place, text)
            }
        }

        Component {
            id: date
            DateField {
                place: entry.place
                date: entry.question.date
                vm: entry.vm
                low: entry.low
                onRaised: part => entry.raised(part)
            }
        }

        Component {
            id: choices
            ChoiceList {
                question: entry.question
                vm: entry.vm
            }
        }

        Component {
            id: signature
            Remark {
                words: qsTr("You will sign this on paper.")
                glyph: "signature"
            }
        }
    }

    Prose {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        prose: entry.question.hint ?? null
        visible: entry.below && text.length > 0
        color: Theme.muted
    }

    Label {
        width: Math.min(parent.width, Theme.measure)
        x: Session.rtl ? parent.width - width : 0
        visible: entry.below && text.length > 0
        text: [entry.question.advice, entry.question.optional ? qsTr("You may leave this empty.") : ""].filter(words => words).join(" ")
        font.pixelSize: Theme.small
        color: Theme.muted
    }

    Action {
        objectName: "suggestion " + entry.place
        visible: (entry.question.suggestion ?? "").length > 0
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        glyph: "wand-magic-sparkles"
        text: qsTr("Suggestion, check it with your passport: %1").arg("\u2068" + (entry.question.suggestion ?? "") + "\u2069")
        onClicked: entry.vm.suggest(entry.place)
    }

    Remark {
        objectName: "doubt " + entry.place
        told: true
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        words: entry.question.doubt ?? ""
        glyph: "triangle-exclamation"
        tone: Theme.warn
    }

    Unfold {
        objectName: "why " + entry.place
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        title: qsTr("Why do you ask?")
        prose: entry.question.purpose ?? null
    }

    Unfold {
        objectName: "more " + entry.place
        width: Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        title: qsTr("More about this question")
        prose: entry.question.guidance ?? null
    }
}

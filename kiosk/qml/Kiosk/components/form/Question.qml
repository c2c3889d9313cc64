pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// One question: its words, what is wrong, what it is answered with, and why the city asks.
Block {
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
    signal raised(Item part, var lasts)
    spacing: Theme.mm(low ? 1.5 : 2.5)
    last: complaint.visible ? complaint : null

    Announcement {
        words: entry.alone ? entry.question.label?.text ?? "" : ""
    }

    Measured {
        spacing: entry.spacing

        Prose {
            objectName: "label " + entry.place
            width: parent.width
            prose: entry.question.label ?? null
            textFormat: entry.control === "note" ? Text.MarkdownText : Text.PlainText
            font.pixelSize: entry.alone && !entry.low && entry.control !== "note" ? Theme.title : Theme.body
            font.weight: entry.control === "note" ? Font.Normal : Font.DemiBold
            lineHeight: entry.low ? 1 : 1.1
        }

        Label {
            width: parent.width
            visible: !entry.below && (entry.question.optional ?? false)
            text: qsTr("You may leave this empty.")
            font.pixelSize: Theme.small
            color: Theme.muted
        }

        Prose {
            width: parent.width
            prose: entry.question.hint ?? null
            visible: !entry.below && text.length > 0
            color: Theme.muted
        }

        Label {
            width: parent.width
            visible: !entry.below && text.length > 0
            text: entry.question.advice ?? ""
            color: Theme.muted
        }
    }

    Complaint {
        place: entry.place
        words: entry.below ? "" : entry.question.error ?? ""
    }

    Answer {
        // choices and dates stand beside each other
        width: ["date", "one", "many"].includes(entry.control) ? parent.width : Theme.box(parent.width)
        x: Session.rtl ? parent.width - width : 0
        question: entry.question
        vm: entry.vm
        alone: entry.alone
        low: entry.low
        onDone: entry.done()
        onRaised: (part, lasts) => entry.raised(part, lasts)
    }

    Complaint {
        id: complaint
        place: entry.place
        words: entry.below ? entry.question.error ?? "" : ""
        tight: true
    }

    Measured {
        spacing: entry.spacing

        Prose {
            width: parent.width
            prose: entry.question.hint ?? null
            visible: entry.below && text.length > 0
            color: Theme.muted
        }

        Label {
            width: parent.width
            visible: entry.below && text.length > 0
            text: [entry.question.advice, entry.question.optional ? qsTr("You may leave this empty.") : ""].filter(words => words).join(" ")
            font.pixelSize: Theme.small
            color: Theme.muted
        }
    }

    Measured {
        boxed: true
        spacing: entry.spacing

        Action {
            objectName: "suggestion " + entry.place
            visible: (entry.question.suggestion ?? "").length > 0
            width: parent.width
            glyph: "wand-magic-sparkles"
            text: qsTr("Suggestion, check it with your passport: %1").arg("\u2068" + (entry.question.suggestion ?? "") + "\u2069")
            onClicked: entry.vm.suggest(entry.place)
        }

        Remark {
            objectName: "doubt " + entry.place
            told: true
            width: parent.width
            words: entry.question.doubt ?? ""
            glyph: "triangle-exclamation"
            tone: Theme.warn
        }

        Unfold {
            objectName: "why " + entry.place
            width: parent.width
            title: qsTr("Why do you ask?")
            prose: entry.question.purpose ?? null
        }

        Unfold {
            objectName: "more " + entry.place
            width: parent.width
            title: qsTr("More about this question")
            prose: entry.question.guidance ?? null
        }
    }
}

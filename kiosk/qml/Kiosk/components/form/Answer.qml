pragma ComponentBehavior: Bound
import QtQuick
import Kiosk
import Kiosk.Backend

// What a question is answered with: a line, a date, choices; nothing where it only says something.
Loader {
    id: answer
    required property var question
    required property FormModel vm
    required property bool alone
    required property bool low
    readonly property string place: question.place ?? ""
    readonly property string control: question.control ?? ""
    signal done
    signal raised(Item part, var lasts)
    sourceComponent: {
        switch (answer.control) {
        case "text":
            return line;
        case "lines":
            return lines;
        case "date":
            return date;
        case "range":
            return (answer.question.choices ?? []).length > 0 ? choices : line;
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
            place: answer.place
            value: answer.question.text
            pad: answer.question.pad
            example: answer.question.example
            words: answer.question.label.text
            locked: answer.question.readOnly
            wrong: answer.question.error.length > 0
            eager: answer.alone
            low: answer.low
            onWritten: text => answer.vm.write(answer.place, text)
            onDone: answer.done()
        }
    }

    Component {
        id: lines
        WrittenArea {
            place: answer.place
            value: answer.question.text
            words: answer.question.label.text
            onWritten: text => answer.vm.write(answer.place, text)
        }
    }

    Component {
        id: date
        DateField {
            place: answer.place
            date: answer.question.date
            vm: answer.vm
            low: answer.low
            onRaised: (part, lasts) => answer.raised(part, lasts)
        }
    }

    Component {
        id: choices
        ChoiceList {
            question: answer.question
            vm: answer.vm
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

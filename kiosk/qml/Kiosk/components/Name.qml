pragma ComponentBehavior: Bound
import QtQuick

// What something is called, in letters so small that no word is longer than its line; to three fifths at the most.
Prose {
    id: name
    property int letters
    font.pixelSize: Math.max(Math.round(letters * 0.6), Math.min(letters, Math.floor(letters * width / Math.max(1, ruler.advanceWidth + 2))))

    TextMetrics {
        id: ruler
        text: name.text.split(/[\s\/-]+/).reduce((longest, word) => word.length > longest.length ? word : longest, "")
        font.pixelSize: name.letters
        font.weight: name.font.weight
        font.family: name.font.family
    }
}

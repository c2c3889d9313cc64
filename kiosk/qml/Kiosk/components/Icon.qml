pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A pictogram, drawn in one colour.
Image {
    required property string name
    property color colour: Theme.accent
    property int extent: Theme.mm(8)
    width: extent
    height: extent
    sourceSize: Qt.size(extent, extent)
    source: name.length > 0 ? "image://icon/" + name + "/" + String(colour).slice(-6) : ""
    fillMode: Image.PreserveAspectFit
    Accessible.ignored: true
}

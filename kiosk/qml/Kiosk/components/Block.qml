pragma ComponentBehavior: Bound
import QtQuick

// A column that is seen together with the field in it that is written into: from its top to `last`, or to the field itself.
Column {
    property Item last: null
}

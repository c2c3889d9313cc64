pragma ComponentBehavior: Bound
import QtQuick
import Kiosk

// A telephone number, mail or web address: Latin, never mirrored, and parted between lines where its own parts end.
Label {
    property string lead
    required property string address
    text: lead + "\u2066" + address.replace(/([^:\/]\/|[.@?&=_-])(?=[^\/])/g, "$1\u200b") + "\u2069"
    Accessible.name: lead + address
}

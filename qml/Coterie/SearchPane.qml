import QtQuick
import Coterie.Models
import Coterie.Ui

/// What was found, beside the messages. The field keeps the keyboard: the arrows choose, Return opens, Esc goes back to
/// where one was.
FocusScope {
    id: root

    required property Workspace workspace

    readonly property SearchModel search: root.workspace.search

    signal closed(bool goBack)

    function begin() {
        field.text = root.search.query;
        field.forceActiveFocus(Qt.ShortcutFocusReason);
        if (field.text.endsWith(" "))
            field.cursorPosition = field.text.length; // a place is set: typing goes on in it
        else
            field.selectAll();
        root.search.suggest(field.cursorPosition);
    }

    function complete(row: int) {
        const cursor = root.search.complete(row);
        field.text = root.search.query;
        field.cursorPosition = cursor;
        field.forceActiveFocus(Qt.OtherFocusReason);
        suggestions.first();
        results.first();
    }

    function step(by: int) {
        if (root.search.completing)
            suggestions.step(by);
        else
            results.step(by);
    }

    function accept() {
        if (root.search.completing)
            root.complete(Math.max(0, suggestions.currentIndex));
        else if (results.currentIndex >= 0)
            results.open(results.currentIndex);
        else
            root.search.searchNow();
    }

    Accessible.name: qsTr("Search")
    Accessible.role: Accessible.Pane

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    MouseArea {
        anchors.fill: parent // nothing below it is pressed through it
    }

    Item {
        id: header

        height: Theme.headerHeight
        width: parent.width

        HeadingLabel {
            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Search")
        }

        IconButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            icon: "close"
            text: qsTr("Close the search")
            tip: qsTr("Close and stay here")
            onClicked: root.closed(false)
        }

        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }

    Field {
        id: field

        anchors.left: parent.left
        anchors.leftMargin: Theme.space4
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.top: header.bottom
        anchors.topMargin: Theme.space3
        focus: true
        icon: "search"
        label: qsTr("Search messages")
        maximumLength: 1000
        placeholder: qsTr("Search messages")
        takesTab: suggestions.count > 0 && field.text.length > 0
        Keys.onDownPressed: root.step(1)
        Keys.onEscapePressed: root.closed(true)
        Keys.onUpPressed: root.step(-1)
        onAccepted: root.accept()
        onCursorPositionChanged: {
            if (field.activeFocus && field.text === root.search.query)
                root.search.suggest(field.cursorPosition);
        }
        onEdited: {
            root.search.query = field.text;
            root.search.suggest(field.cursorPosition);
            suggestions.first();
            results.first();
        }
        onTabbed: root.complete(Math.max(0, suggestions.currentIndex))
    }

    SearchSuggestions {
        id: suggestions

        anchors.left: field.left
        anchors.right: field.right
        anchors.top: field.bottom
        anchors.topMargin: Theme.space2
        model: root.search.completion
        onActed: (verb, row) => root.complete(row)
    }

    Item {
        id: status

        anchors.left: field.left
        anchors.right: field.right
        anchors.top: suggestions.bottom
        height: words.text.length > 0 ? words.implicitHeight + Theme.space2 : 0

        SmallLabel {
            id: words

            anchors.bottom: parent.bottom
            text: root.search.statusText
            width: parent.width
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }

    SearchResults {
        id: results

        anchors.bottom: parent.bottom
        anchors.top: status.bottom
        anchors.topMargin: Theme.space2
        search: root.search
        width: parent.width
        onOpened: field.forceActiveFocus(Qt.OtherFocusReason) // the room takes it; the next hit is one key away
    }

    ScrollBar {
        flickable: results
    }

    SearchHint {
        anchors.centerIn: results
        search: root.search
        visible: suggestions.count === 0 && root.search.state !== SearchModel.Results && root.search.problem.length === 0
    }

    Divider {
        anchors.left: parent.left
        height: parent.height
        vertical: true
    }
}

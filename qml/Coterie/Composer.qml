import QtQuick
import Coterie.Models
import Coterie.Ui

/// The writing place: the text, what it answers or changes, its tools and the button.
FocusScope {
    id: root

    required property ComposerModel composer
    required property AppSettings settings
    property bool textOnly: false ///< a plain server
    readonly property alias field: field

    signal listRequested ///< the keyboard goes up into the messages
    signal pollRequested

    function takeFocus(): void {
        field.forceActiveFocus();
    }

    /// A key pressed elsewhere in the room.
    function type(text: string): void {
        root.takeFocus();
        field.insert(field.cursorPosition, text);
    }

    function openEmoji(): void {
        emoji.active = true;
        const popup = emoji.item as EmojiPicker;
        popup.settings = root.settings;
        popup.openFor("", tools.emojiButton);
    }

    implicitHeight: frame.height + Theme.space4

    Rectangle {
        id: frame

        x: Theme.px(18)
        width: parent.width - 2 * x
        height: column.height
        radius: Theme.radiusCard
        color: Theme.raised
        border.width: Theme.highContrast && field.activeFocus ? Theme.focusWidth : Theme.lineWidth
        border.color: field.activeFocus ? Theme.tint(Theme.accent, Theme.highContrast ? 1 : 0.55) : Theme.line

        Column {
            id: column

            width: parent.width

            Loader {
                width: parent.width
                active: root.composer.replying || root.composer.editing
                visible: active
                Component.onCompleted: setSource("ComposerStrip.qml", {
                    composer: Qt.binding(() => root.composer)
                })
            }
            ComposerField {
                id: field

                width: parent.width
                focus: true
                composer: root.composer
                completion: completion
                sendWithEnter: root.settings.sendWithEnter
                onListRequested: root.listRequested()
            }
            ComposerToolbar {
                id: tools

                width: parent.width
                composer: root.composer
                textOnly: root.textOnly
                onMarkerRequested: marker => field.mark(marker)
                onListStartRequested: field.startList()
                onMentionRequested: field.startWord("@")
                onEmojiRequested: root.openEmoji()
                onPollRequested: root.pollRequested()
                onSendRequested: field.send()
            }
        }
    }
    ComposerCompletion {
        id: completion

        anchors.bottom: frame.top
        anchors.bottomMargin: Theme.space1
        anchors.left: frame.left
        composer: root.composer
        width: Math.min(frame.width, Theme.px(380))
    }
    Loader {
        id: emoji

        active: false
        source: "EmojiPicker.qml"
    }
    Connections {
        target: emoji.item as EmojiPicker

        function onPicked(key: string, emoji: string): void {
            field.insertAtCursor(emoji);
        }
    }
}

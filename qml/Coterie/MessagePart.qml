import QtQuick

/// What only some messages have: made when `active`. The loaded item finds its message as `(parent as MessagePart).row`.
/// Give it the address of a file: a component written in its place would be an object more per message and part.
Loader {
    required property MessageData row

    visible: active
}

import QtQuick

/// What only some messages have: made when `active`. The loaded item finds its message as `(parent as MessagePart).row`.
Loader {
    required property MessageData row

    visible: active
}

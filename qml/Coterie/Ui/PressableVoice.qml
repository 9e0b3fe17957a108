import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// Tells screen readers what a Pressable is. Made for each of them only while somebody listens, because most people never
/// do. What a file has said itself by way of Accessible stands.
QtObject {
    id: root

    required property Pressable control

    Component.onCompleted: {
        const control = root.control;
        const voice = control.Accessible;
        if (voice.role === Accessible.NoRole)
            voice.role = Qt.binding(() => control.role);
        if (voice.name === "")
            voice.name = Qt.binding(() => control.text.length > 0 ? control.text : control.tip);
        if (voice.description === "")
            voice.description = Qt.binding(() => control.description.length > 0 ? control.description : control.tip === control.text ? control.shortcutHint : control.tip);
        voice.focusable = true;
        voice.checkable = Qt.binding(() => control.checkable);
        voice.checked = Qt.binding(() => control.checked);
        voice.pressed = Qt.binding(() => control.pressed);
        voice.selectable = Qt.binding(() => control.selectable);
        voice.selected = Qt.binding(() => control.selected);
        voice.pressAction.connect(() => control.click());
        if (control.checkable)
            voice.toggleAction.connect(() => control.click());
    }
}

import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// The FocusRing of a Pressable, made when it first has the focus.
FocusRing {
    id: root

    required property Pressable control

    gap: Theme.px(root.control.ringGap)
    radius: root.control.ringRadius < 0 ? Theme.radiusControl + root.gap : Theme.px(root.control.ringRadius)
    shown: root.control.focused
}

import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// An IconItem as most want it: quiet, and as large as icons are.
IconItem {
    color: Theme.soft
    size: Theme.iconSize
}

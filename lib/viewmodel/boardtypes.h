#pragma once

#include "collab/boardawareness.h"
#include "collab/sharedboard.h"

#include <QtQml/qqml.h>

namespace coterie::viewmodel {

/// Makes what is on a board, and who, known to QML, which hands both from the model to the canvas; lib/collab knows no
/// QML.
struct SharedBoardType {
    Q_GADGET
    QML_FOREIGN(coterie::collab::SharedBoard)
    QML_NAMED_ELEMENT(SharedBoard)
    QML_UNCREATABLE("A board owns its shapes.")
};

struct BoardAwarenessType {
    Q_GADGET
    QML_FOREIGN(coterie::collab::BoardAwareness)
    QML_NAMED_ELEMENT(BoardAwareness)
    QML_UNCREATABLE("A board owns what is known of its people.")
};

} // namespace coterie::viewmodel

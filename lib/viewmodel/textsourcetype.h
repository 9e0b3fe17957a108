#pragma once

#include "collab/textsource.h"

#include <QtQml/qqml.h>

namespace coterie::viewmodel {

/// Makes the text of a document known to QML, which hands it from the model to the editor; lib/collab knows no QML.
struct TextSourceType {
    Q_GADGET
    QML_FOREIGN(coterie::collab::TextSource)
    QML_NAMED_ELEMENT(TextSource)
    QML_UNCREATABLE("A document owns its text.")
};

} // namespace coterie::viewmodel

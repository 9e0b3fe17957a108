#include "viewmodel/pointersource.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

QString toolIcon(const QString &tool)
{
    if (tool == "select"_L1 || tool == "hand"_L1 || tool == "lasso"_L1)
        return {};
    return tool == "pen"_L1 ? u"edit"_s : tool;
}

PointerSource::PointerSource(QObject *parent) : QObject(parent) { }

PointerSource::~PointerSource() = default;

} // namespace coterie::viewmodel

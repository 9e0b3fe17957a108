#include "viewmodel/pointersource.h"

namespace coterie::viewmodel {

PointerSource::PointerSource(QObject *parent) : QObject(parent) { }

PointerSource::~PointerSource() = default;

} // namespace coterie::viewmodel

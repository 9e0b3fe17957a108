#include "collab/textsource.h"

namespace coterie::collab {

TextSource::TextSource(QObject *parent) : QObject(parent) { }

TextSource::~TextSource() = default;

} // namespace coterie::collab

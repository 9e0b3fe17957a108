#include "client/changes.h"

#include <QCoreApplication>

namespace coterie::client {

using namespace protocol;

QString limitsOf(const std::optional<plain::Dialect> &dialect, bool confirms)
{
    if (!dialect)
        return {};
    const char *text = plain::abilitiesOf(*dialect).history
        ? QT_TRANSLATE_NOOP("PlainServer", "Plain server (%1): a short history, messages are confirmed by their echo.")
        : QT_TRANSLATE_NOOP("PlainServer", "Plain server (%1): no history, messages are confirmed by their echo.");
    if (!confirms)
        text = QT_TRANSLATE_NOOP(
            "PlainServer", "Plain server (%1): no history, messages are not confirmed by this server.");
    return QCoreApplication::translate("PlainServer", text).arg(plain::nameOf(*dialect));
}

} // namespace coterie::client

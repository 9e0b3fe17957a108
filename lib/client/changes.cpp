#include "client/changes.h"

#include <QCoreApplication>

namespace coterie::client {

using namespace protocol;

QString limitsOf(const std::optional<plain::Dialect> &dialect)
{
    if (!dialect)
        return {};
    const QString text = plain::abilitiesOf(*dialect).history
        ? QCoreApplication::translate(
            "PlainServer", "Plain server (%1): a short history, messages are confirmed by their echo.")
        : QCoreApplication::translate(
            "PlainServer", "Plain server (%1): no history, messages are confirmed by their echo.");
    return text.arg(plain::nameOf(*dialect));
}

} // namespace coterie::client

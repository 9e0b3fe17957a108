#pragma once

#include "figures.h"

#include <QStringList>

namespace coterie::bench {

/// What is asked of a million messages of the corpus, in the room "million" and others like it.
struct Kind {
    QString name;
    QStringList queries;
};
[[nodiscard]] QList<Kind> searchKinds();

void printHead();
/// One line of the table, in milliseconds, and the same for the JSON.
[[nodiscard]] QJsonObject report(const QString &kind, qsizetype hits, Figures &wall, Figures &processor);

} // namespace coterie::bench

#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace coterie::viewmodel {

struct FuzzyMatch {
    int score = 0; ///< higher is better
    QList<int> positions; ///< of the matched characters in the candidate, rising
};

/// Every character of `query` in order in `candidate`, in any case; starts of words and runs count more, late starts
/// less.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(QStringView query, QStringView candidate);

/// The candidate as StyledText with the matched characters in the accent colour and bold.
[[nodiscard]] QString markMatch(const QString &candidate, const QList<int> &positions);

} // namespace coterie::viewmodel

#pragma once

#include <QList>
#include <QString>

/// Fractional indexing: keys between any two keys, so that a shape is put between two others by writing one property
/// (D. Greenspan, "Implementing Fractional Indexing", 2020; base 62). Keys compare as their UTF-16 units do.
namespace coterie::board {

/// A key between the two; an empty one is open. Keys that are no keys (others wrote them) count as open, and if `below`
/// is not below `above` the key is just above `below`. `salt` goes into the last digits, so that two people who insert
/// at the same place at the same time get different ones.
[[nodiscard]] QString keyBetween(const QString &below, const QString &above, quint32 salt = 0);
[[nodiscard]] QList<QString> keysBetween(const QString &below, const QString &above, qsizetype count, quint32 salt = 0);
[[nodiscard]] bool isOrderKey(const QString &key);

} // namespace coterie::board

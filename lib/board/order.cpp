#include "board/order.h"

#include <algorithm>
#include <optional>

// A key is a whole number and a fraction, as in https://github.com/rocicorp/fractional-indexing (CC0): the first letter
// says how many digits the number has, "a" one, "b" two …, and "Z" one, "Y" two … for negative ones, so that numbers
// sort as text. The fraction never ends in 0. Putting things on top again and again counts up and stays short.
namespace coterie::board {

namespace {

constexpr QStringView Digits = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr qsizetype Base = 62;
constexpr qsizetype LongestKey = 500; // others' longer ones would grow without end
constexpr QChar First = u'0';
constexpr QChar Last = u'z';

qsizetype digitOf(QChar letter)
{
    return Digits.indexOf(letter);
}

/// Letters of the whole number with its first one; 0 if that is no first letter.
qsizetype wholeLength(QStringView key)
{
    if (key.isEmpty())
        return 0;
    const char16_t head = key.front().unicode();
    if (head >= u'a' && head <= u'z')
        return head - u'a' + 2;
    if (head >= u'A' && head <= u'Z')
        return u'Z' - head + 2;
    return 0;
}

/// The next whole number; nothing after the largest.
std::optional<QString> next(QStringView whole)
{
    QString result = whole.toString();
    for (qsizetype i = result.size() - 1; i > 0; --i) {
        if (result[i] != Last) {
            result[i] = Digits[digitOf(result[i]) + 1];
            return result;
        }
        result[i] = First;
    }
    const char16_t head = result[0].unicode();
    if (head == u'z')
        return {};
    if (head == u'Z')
        return QStringLiteral("a0");
    result[0] = QChar(head + 1);
    if (head >= u'a')
        result += First;
    else
        result.chop(1);
    return result;
}

/// The one before; nothing before the smallest.
std::optional<QString> previous(QStringView whole)
{
    QString result = whole.toString();
    for (qsizetype i = result.size() - 1; i > 0; --i) {
        if (result[i] != First) {
            result[i] = Digits[digitOf(result[i]) - 1];
            return result;
        }
        result[i] = Last;
    }
    const char16_t head = result[0].unicode();
    if (head == u'A')
        return {};
    if (head == u'a')
        return QStringLiteral("Zz");
    result[0] = QChar(head - 1);
    if (head > u'a')
        result.chop(1);
    else
        result += Last;
    return result;
}

/// A fraction between two; an empty `above` is 1.
QString middle(QStringView below, QStringView above)
{
    qsizetype same = 0;
    while (same < above.size() && (same < below.size() ? below[same] : First) == above[same])
        ++same;
    QString result = above.left(same).toString();
    below = below.mid(std::min(same, below.size()));
    above = above.mid(same);
    while (true) {
        const qsizetype from = below.isEmpty() ? 0 : digitOf(below.front());
        const qsizetype to = above.isEmpty() ? Base : digitOf(above.front());
        if (to - from > 1)
            return result + Digits[(from + to) / 2];
        if (above.size() > 1)
            return result + above.front();
        // Next to each other: on above `below`, open upwards.
        result += Digits[from];
        below = below.mid(below.isEmpty() ? 0 : 1);
        above = {};
    }
}

QString unsaltedBetween(QStringView below, QStringView above)
{
    if (below.isEmpty() && above.isEmpty())
        return QStringLiteral("a0");
    if (below.isEmpty()) {
        const QStringView whole = above.left(wholeLength(above));
        if (const auto lower = previous(whole))
            return *lower;
        return whole.toString() + middle({}, above.mid(whole.size()));
    }
    const QStringView whole = below.left(wholeLength(below));
    const QStringView fraction = below.mid(whole.size());
    if (!above.isEmpty() && above.startsWith(whole))
        return whole.toString() + middle(fraction, above.mid(whole.size()));
    const auto higher = next(whole);
    if (higher && (above.isEmpty() || QStringView(*higher) < above))
        return *higher;
    return whole.toString() + middle(fraction, {});
}

/// Appends digits made of the salt, so that the key stays below `above`.
QString salted(QString key, QStringView above, quint32 salt)
{
    if (salt == 0)
        return key;
    constexpr int Letters = 3;
    QString tail;
    for (int i = 0; i < Letters; ++i, salt /= quint32(Base))
        tail += Digits[salt % Base];
    tail.back() = Digits[1 + digitOf(tail.back()) % (Base - 1)]; // a fraction does not end in 0
    while (above.startsWith(key) && above.mid(key.size()) <= tail)
        key += First;
    return key + tail;
}

/// Halves the room between the two again and again, so that the keys stay short.
void spread(const QString &below, const QString &above, qsizetype count, quint32 salt, QList<QString> &keys)
{
    if (count <= 0)
        return;
    const QString mid = salted(unsaltedBetween(below, above), above, salt);
    spread(below, mid, count / 2, salt, keys);
    keys.append(mid);
    spread(mid, above, count - count / 2 - 1, salt, keys);
}

} // namespace

bool isOrderKey(const QString &key)
{
    const qsizetype whole = wholeLength(key);
    const auto isDigit = [](QChar letter) { return digitOf(letter) >= 0; };
    return whole > 0 && key.front() != u'A' && key.size() >= whole && key.size() <= LongestKey
        && std::ranges::all_of(key, isDigit) && (key.size() == whole || key.back() != First);
}

QList<QString> keysBetween(const QString &below, const QString &above, qsizetype count, quint32 salt)
{
    const QString low = isOrderKey(below) ? below : QString();
    QString high = isOrderKey(above) ? above : QString();
    if (!low.isEmpty() && !high.isEmpty() && low >= high)
        high.clear();
    QList<QString> keys;
    keys.reserve(count);
    if (high.isEmpty()) {
        for (QString last = low; keys.size() < count; last = keys.back())
            keys.append(salted(unsaltedBetween(last, {}), {}, salt));
    } else if (low.isEmpty()) {
        for (QString last = high; keys.size() < count; last = keys.back())
            keys.append(salted(unsaltedBetween({}, last), last, salt));
        std::ranges::reverse(keys);
    } else {
        spread(low, high, count, salt, keys);
    }
    return keys;
}

QString keyBetween(const QString &below, const QString &above, quint32 salt)
{
    return keysBetween(below, above, 1, salt).front();
}

} // namespace coterie::board

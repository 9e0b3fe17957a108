#include "collab/people.h"

#include "collab/values.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace coterie::collab {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 64; ///< units; a flag over a line of text bears no more
constexpr double ReadableContrast = 4.5; ///< WCAG 2 AA for small text

/// Hues on which white reads well, for people who bring none.
constexpr std::array<QRgb, 8> Hues {
    0xff7c4dbe, 0xffc2571a, 0xff1d6fbf, 0xff2e7d4f, 0xffb8336a, 0xff0f766e, 0xff8a6d00, 0xff5b6472};

/// Relative luminance as WCAG 2 defines it, 0 to 1.
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor readableUnderWhite(QColor color)
{
    constexpr int Steps = 20; // each a tenth darker: even white arrives after some eight
    for (int step = 0; step < Steps && 1.05 / (luminance(color) + 0.05) < ReadableContrast; ++step)
        color = QColor::fromRgbF(color.redF() * 0.9F, color.greenF() * 0.9F, color.blueF() * 0.9F);
    return color;
}

bool isShown(QChar unit)
{
    switch (unit.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // direction marks among them
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return false;
    default: return true;
    }
}

QString tidyName(const QString &name)
{
    QString tidy;
    for (const QChar unit : name) {
        if (isShown(unit))
            tidy += unit;
        if (tidy.size() >= LongestName)
            break;
    }
    if (!tidy.isEmpty() && tidy.back().isHighSurrogate())
        tidy.chop(1);
    tidy = tidy.simplified();
    return tidy.isEmpty() ? QCoreApplication::translate("coterie::collab", "Anonymous") : tidy;
}

} // namespace

Person tidyPerson(const QString &userId, const QString &name, const QString &color, quint64 client)
{
    // Only "#RGB" and its longer kin: names of colours are a look-up of no use to anybody here.
    const bool hasColor = color.startsWith(u'#') && color.size() <= 9 && QColor::isValidColor(color);
    QColor hue = hasColor ? QColor(color) : QColor::fromRgb(Hues[client % Hues.size()]);
    hue.setAlpha(255);
    return {.userId = userId.left(LongestName), .name = tidyName(name), .color = readableUnderWhite(hue)};
}

Person personIn(const crdt::Any &state, quint64 client)
{
    const crdt::Any *user = state.member(u"user");
    const crdt::Any none;
    const crdt::Any &who = user ? *user : none;
    return tidyPerson(stringMember(who, u"id"), stringMember(who, u"name"), stringMember(who, u"color"), client);
}

crdt::Any toJson(const Person &person)
{
    return crdt::Any::Object {{u"name", person.name.toStdU16String()}, {u"color", person.color.name().toStdU16String()},
        {u"id", person.userId.toStdU16String()}};
}

} // namespace coterie::collab

#include "crdt/internal/words.h"

#include "crdt/utf.h"

namespace coterie::crdt::internal {

namespace {

enum class Kind { Letter, Space, LineEnd, Sign, Mark, Joiner, Alone };

/// One code point, or half a pair that is not whole.
struct Point {
    char32_t code = 0;
    std::size_t length = 1;
};

Point pointAt(std::u16string_view text, std::size_t place)
{
    const char16_t first = text[place];
    if (isHighSurrogate(first) && place + 1 < text.size() && isLowSurrogate(text[place + 1]))
        return {0x10000 + ((char32_t {first} & 0x3FF) << 10U) + (char32_t {text[place + 1]} & 0x3FF), 2};
    return {first, 1};
}

constexpr bool isIn(char32_t c, char32_t first, char32_t last)
{
    return c >= first && c <= last;
}

bool isMark(char32_t c) // combining marks, variation selectors, skin tones, keycap, tags of flags
{
    return isIn(c, 0x300, 0x36F) || isIn(c, 0x483, 0x489) || isIn(c, 0x591, 0x5BD) || isIn(c, 0x64B, 0x65F)
        || isIn(c, 0x1AB0, 0x1AFF) || isIn(c, 0x1DC0, 0x1DFF) || isIn(c, 0x20D0, 0x20FF) || isIn(c, 0x3099, 0x309A)
        || isIn(c, 0xFE00, 0xFE0F) || isIn(c, 0xFE20, 0xFE2F) || isIn(c, 0x1F3FB, 0x1F3FF) || isIn(c, 0xE0020, 0xE007F)
        || isIn(c, 0xE0100, 0xE01EF);
}

/// Scripts whose words are not parted by spaces, and emoji: each character for itself.
bool standsAlone(char32_t c)
{
    return isIn(c, 0xE00, 0xEFF) || isIn(c, 0x1000, 0x109F) || isIn(c, 0x1780, 0x17FF) || isIn(c, 0x2600, 0x27BF)
        || isIn(c, 0x2E80, 0x2FFF) || isIn(c, 0x3040, 0x9FFF) || isIn(c, 0xD800, 0xFAFF) || c >= 0x10000;
}

Kind kindOf(char32_t c)
{
    if (c == u'\n')
        return Kind::LineEnd;
    if (c <= u' ' || c == 0xA0 || isIn(c, 0x2000, 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x3000)
        return Kind::Space;
    if (c == 0x200D)
        return Kind::Joiner;
    if (isMark(c))
        return Kind::Mark;
    if (c < 0x80) {
        const bool isLetter = isIn(c, u'0', u'9') || isIn(c, u'A', u'Z') || isIn(c, u'a', u'z') || c == u'_';
        return isLetter ? Kind::Letter : Kind::Sign;
    }
    if (c < 0xC0 || c == 0xD7 || c == 0xF7 || isIn(c, 0x2010, 0x2BFF) || isIn(c, 0x3001, 0x303F)
        || isIn(c, 0xFF00, 0xFF0F))
        return standsAlone(c) ? Kind::Alone : Kind::Sign;
    return standsAlone(c) ? Kind::Alone : Kind::Letter;
}

bool isRegionalLetter(char32_t c) // two of them are a flag
{
    return isIn(c, 0x1F1E6, 0x1F1FF);
}

/// Units of one character as people see it, marks and what is joined included.
std::size_t characterLength(std::u16string_view text)
{
    const Point first = pointAt(text, 0);
    std::size_t end = first.length;
    if (isRegionalLetter(first.code) && end < text.size() && isRegionalLetter(pointAt(text, end).code))
        end += 2;
    while (end < text.size()) {
        const Point next = pointAt(text, end);
        const Kind kind = kindOf(next.code);
        if (kind != Kind::Mark && kind != Kind::Joiner)
            break;
        end += next.length;
        if (kind == Kind::Joiner && end < text.size() && kindOf(pointAt(text, end).code) == Kind::Alone)
            end += pointAt(text, end).length;
    }
    return end;
}

} // namespace

std::size_t wordLength(std::u16string_view text)
{
    const Kind kind = kindOf(pointAt(text, 0).code);
    std::size_t end = characterLength(text);
    if (kind != Kind::Letter && kind != Kind::Space)
        return end;
    while (end < text.size() && kindOf(pointAt(text, end).code) == kind)
        end += characterLength(text.substr(end));
    return end;
}

bool isBoundary(std::u16string_view text, std::size_t place)
{
    if (place == 0 || place >= text.size())
        return true;
    if (isLowSurrogate(text[place]) && isHighSurrogate(text[place - 1]))
        return false;
    const Kind next = kindOf(pointAt(text, place).code);
    return next != Kind::Mark && next != Kind::Joiner && text[place - 1] != 0x200D;
}

bool hasLetters(std::u16string_view text)
{
    for (std::size_t place = 0; place < text.size(); place += pointAt(text, place).length) {
        const Kind kind = kindOf(pointAt(text, place).code);
        if (kind == Kind::Letter || kind == Kind::Alone)
            return true;
    }
    return false;
}

} // namespace coterie::crdt::internal

#include "crdt/any.h"
#include "crdt/utf.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace coterie::crdt {

namespace {

/// Number.prototype.toString: the shortest digits that read back the same, in JavaScript's choice of notation
/// (ECMA-262, 6.1.6.1.20).
void writeNumber(double value, std::string &out)
{
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    if (value < 0)
        out += '-';
    std::array<char, 40> buffer {};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::scientific).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t mark = text.find('e');
    std::string digits(text.substr(0, 1));
    if (mark > 2)
        digits += text.substr(2, mark - 2);
    int exponent = 0;
    const std::size_t sign = text[mark + 1] == '+' ? 1 : 0;
    std::from_chars(text.data() + mark + 1 + sign, end, exponent);
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1; // how many digits stand before the point
    if (count <= point && point <= 21) {
        out += digits.append(static_cast<std::size_t>(point - count), '0');
    } else if (point > 0 && point <= 21) {
        out += digits.insert(static_cast<std::size_t>(point), 1, '.');
    } else if (point > -6 && point <= 0) {
        out += "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        out += digits[0];
        if (count > 1)
            out += '.' + digits.substr(1);
        out += exponent < 0 ? "e-" : "e+";
        out += std::to_string(std::abs(exponent));
    }
}

void writeEscaped(char16_t unit, std::string &out)
{
    switch (unit) {
    case u'"': out += "\\\""; return;
    case u'\\': out += "\\\\"; return;
    case u'\b': out += "\\b"; return;
    case u'\f': out += "\\f"; return;
    case u'\n': out += "\\n"; return;
    case u'\r': out += "\\r"; return;
    case u'\t': out += "\\t"; return;
    default: break;
    }
    constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hex[(unit >> shift) & 0xF];
}

void writeString(std::u16string_view text, std::string &out)
{
    out += '"';
    std::size_t plain = 0; // where what needs no escape begins
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isPair = isHighSurrogate(text[i]) && i + 1 < text.size() && isLowSurrogate(text[i + 1]);
        const bool isLone = !isPair && (isHighSurrogate(text[i]) || isLowSurrogate(text[i]));
        if (isLone || text[i] < 0x20 || text[i] == u'"' || text[i] == u'\\') {
            out += toUtf8(text.substr(plain, i - plain));
            writeEscaped(text[i], out);
            plain = i + 1;
        } else if (isPair) {
            ++i;
        }
    }
    out += toUtf8(text.substr(plain));
    out += '"';
}

void write(const Any &value, std::string &out);

void writeBytes(const Bytes &bytes, std::string &out)
{
    out += '{'; // what JSON.stringify makes of an Uint8Array
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += i == 0 ? "\"" : ",\"";
        out += std::to_string(i) + "\":" + std::to_string(std::to_integer<int>(bytes[i]));
    }
    out += '}';
}

void writeObject(const Any::Object &members, std::string &out)
{
    out += '{';
    bool isFirst = true;
    for (const auto &[key, member] : members) {
        if (member.isUndefined())
            continue;
        if (!isFirst)
            out += ',';
        isFirst = false;
        writeString(key, out);
        out += ':';
        write(member, out);
    }
    out += '}';
}

void write(const Any &value, std::string &out)
{
    if (const auto *text = value.string()) {
        writeString(*text, out);
    } else if (const auto *number = value.number()) {
        writeNumber(*number, out);
    } else if (const auto *flag = value.boolean()) {
        out += *flag ? "true" : "false";
    } else if (const auto *object = value.object()) {
        writeObject(*object, out);
    } else if (const auto *array = value.array()) {
        out += '[';
        for (std::size_t i = 0; i < array->size(); ++i) {
            if (i > 0)
                out += ',';
            write((*array)[i], out);
        }
        out += ']';
    } else if (const auto *bytes = value.bytes()) {
        writeBytes(*bytes, out);
    } else if (const auto *big = value.bigInt()) {
        out += std::to_string(big->value);
    } else {
        out += "null";
    }
}

/// RFC 8259, by recursive descent. Keeps its first failure.
class JsonReader
{
public:
    explicit JsonReader(std::string_view text) : m_text(text) { }

    Result<Any> document()
    {
        Any value = this->value(0);
        skipSpace();
        if (!m_text.empty())
            fail(Errc::Malformed);
        if (m_failure)
            return Error {*m_failure, "The text is not JSON."};
        return value;
    }

private:
    void fail(Errc code)
    {
        if (!m_failure)
            m_failure = code;
        m_text = {};
    }
    void skipSpace()
    {
        const std::size_t start = m_text.find_first_not_of(" \t\n\r");
        m_text.remove_prefix(std::min(start, m_text.size()));
    }
    bool take(std::string_view expected)
    {
        if (!m_text.starts_with(expected))
            return false;
        m_text.remove_prefix(expected.size());
        return true;
    }
    bool takeAfterSpace(std::string_view expected)
    {
        skipSpace();
        return take(expected);
    }

    Any value(int depth)
    {
        skipSpace();
        if (m_text.empty() || depth > maxNesting) {
            fail(m_text.empty() ? Errc::Malformed : Errc::OutOfRange);
            return {};
        }
        if (take("\""))
            return string();
        if (take("{"))
            return object(depth);
        if (take("["))
            return array(depth);
        if (take("true"))
            return true;
        if (take("false"))
            return false;
        if (take("null"))
            return Any::Null {};
        return number();
    }

    Any array(int depth)
    {
        Any::Array values;
        if (takeAfterSpace("]"))
            return values;
        while (!m_failure) {
            values.push_back(value(depth + 1));
            if (takeAfterSpace("]"))
                break;
            if (!take(","))
                fail(Errc::Malformed);
        }
        return values;
    }

    Any object(int depth)
    {
        Any::Object members;
        if (takeAfterSpace("}"))
            return members;
        while (!m_failure) {
            if (!takeAfterSpace("\""))
                fail(Errc::Malformed);
            std::u16string key = string();
            if (!takeAfterSpace(":"))
                fail(Errc::Malformed);
            members.emplace_back(std::move(key), value(depth + 1));
            if (takeAfterSpace("}"))
                break;
            if (!take(","))
                fail(Errc::Malformed);
        }
        return members;
    }

    std::size_t digits(std::size_t from) const
    {
        return std::min(m_text.find_first_not_of("0123456789", from), m_text.size()) - from;
    }
    /// How long the number at the beginning is; 0 if there is none.
    std::size_t numberLength() const
    {
        std::size_t at = m_text.starts_with('-') ? 1 : 0;
        const std::size_t whole = digits(at);
        if (whole == 0 || (whole > 1 && m_text[at] == '0'))
            return 0;
        at += whole;
        if (at < m_text.size() && m_text[at] == '.') {
            const std::size_t fraction = digits(at + 1);
            if (fraction == 0)
                return 0;
            at += 1 + fraction;
        }
        if (at < m_text.size() && (m_text[at] == 'e' || m_text[at] == 'E')) {
            const bool isSigned = at + 1 < m_text.size() && (m_text[at + 1] == '+' || m_text[at + 1] == '-');
            at += isSigned ? 2 : 1;
            const std::size_t exponent = digits(at);
            if (exponent == 0)
                return 0;
            at += exponent;
        }
        return at;
    }
    Any number()
    {
        const std::size_t length = numberLength();
        const std::string_view text = m_text.substr(0, length);
        double number = 0;
        const auto read = std::from_chars(text.data(), text.data() + length, number);
        if (length == 0) {
            fail(Errc::Malformed);
            return {};
        }
        if (read.ec == std::errc::result_out_of_range)
            number = outOfRange(text);
        m_text.remove_prefix(length);
        return number;
    }
    /// from_chars leaves open which side it was; JavaScript reads infinity or zero.
    static double outOfRange(std::string_view text)
    {
        const std::size_t mark = text.find_first_of("eE");
        const bool isSmall =
            mark == std::string_view::npos ? text.find_first_of("123456789") > text.find('.') : text[mark + 1] == '-';
        const double magnitude = isSmall ? 0.0 : HUGE_VAL;
        return text[0] == '-' ? -magnitude : magnitude;
    }

    std::u16string string()
    {
        std::u16string text;
        while (!m_failure) {
            const std::size_t stop = m_text.find_first_of(std::string_view("\"\\"));
            if (stop == std::string_view::npos) {
                fail(Errc::Malformed);
                break;
            }
            plain(m_text.substr(0, stop), text);
            const bool isEnd = m_text.size() > stop && m_text[stop] == '"';
            m_text.remove_prefix(std::min(stop + 1, m_text.size()));
            if (isEnd)
                break;
            escape(text);
        }
        return text;
    }
    void plain(std::string_view utf8, std::u16string &text)
    {
        const auto more = toUtf16(utf8);
        if (!more || std::ranges::any_of(*more, [](char16_t unit) { return unit < 0x20; }))
            fail(Errc::Malformed);
        else
            text += *more;
    }
    void escape(std::u16string &text)
    {
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::u16string_view values = u"\"\\/\b\f\n\r\t";
        const char name = m_text.empty() ? '\0' : m_text[0];
        m_text.remove_prefix(std::min<std::size_t>(1, m_text.size()));
        if (name == 'u') {
            unsigned unit = 0;
            const std::string_view hex = m_text.substr(0, 4);
            const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), unit, 16);
            if (hex.size() < 4 || read.ec != std::errc() || read.ptr != hex.data() + 4) {
                fail(Errc::Malformed);
                return;
            }
            text += static_cast<char16_t>(unit);
            m_text.remove_prefix(4);
            return;
        }
        const std::size_t found = name == '\0' ? std::string_view::npos : names.find(name);
        if (found == std::string_view::npos)
            fail(Errc::Malformed);
        else
            text += values[found];
    }

    std::string_view m_text;
    std::optional<Errc> m_failure;
};

} // namespace

std::string Any::toJson() const
{
    std::string out;
    write(*this, out);
    return out;
}

Result<Any> Any::fromJson(std::string_view utf8)
{
    return JsonReader(utf8).document();
}

} // namespace coterie::crdt

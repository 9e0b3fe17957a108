#pragma once

#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace coterie::crdt {

using Bytes = std::vector<std::byte>;

/// How deep arrays and objects may nest in what is read; deeper is refused with OutOfRange. Far above what people
/// write, far below what a stack bears.
inline constexpr int maxNesting = 128;

/// A JavaScript value as lib0's `any` encoding and JSON carry it. Immutable; a copy shares what it holds, so it is
/// cheap and may be read on any thread.
class Any
{
public:
    struct Undefined {
        bool operator==(const Undefined &) const = default;
    };
    struct Null {
        bool operator==(const Null &) const = default;
    };
    struct BigInt {
        std::int64_t value = 0;
        bool operator==(const BigInt &) const = default;
    };
    using Array = std::vector<Any>;
    using Member = std::pair<std::u16string, Any>;
    using Object =
        std::vector<Member>; ///< in JavaScript's order: array indices rising, then the others as they were added

    Any() = default; ///< undefined
    Any(Null) : m_value(Null {}) { }
    Any(bool value) : m_value(value) { }
    Any(int value) : m_value(static_cast<double>(value)) { }
    Any(double value) : m_value(value) { }
    Any(BigInt value) : m_value(value) { }
    Any(std::u16string text) : m_value(std::make_shared<const std::u16string>(std::move(text))) { }
    Any(std::u16string_view text) : Any(std::u16string(text)) { }
    Any(const char16_t *text) : Any(std::u16string(text)) { }
    Any(Bytes bytes) : m_value(std::make_shared<const Bytes>(std::move(bytes))) { }
    Any(Array values) : m_value(std::make_shared<const Array>(std::move(values))) { }
    /// Puts the members into JavaScript's order; of equal keys the last value stays, at the first one's place.
    Any(Object members);

    [[nodiscard]] bool isUndefined() const { return std::holds_alternative<Undefined>(m_value); }
    [[nodiscard]] bool isNull() const { return std::holds_alternative<Null>(m_value); }
    // What it holds, or null if it holds something else. Valid as long as this value or a copy of it.
    [[nodiscard]] const bool *boolean() const { return std::get_if<bool>(&m_value); }
    [[nodiscard]] const double *number() const { return std::get_if<double>(&m_value); }
    [[nodiscard]] const BigInt *bigInt() const { return std::get_if<BigInt>(&m_value); }
    [[nodiscard]] const std::u16string *string() const { return held<std::u16string>(); }
    [[nodiscard]] const Bytes *bytes() const { return held<Bytes>(); }
    [[nodiscard]] const Array *array() const { return held<Array>(); }
    [[nodiscard]] const Object *object() const { return held<Object>(); }
    /// The member of an object; null if there is none or this is no object.
    [[nodiscard]] const Any *member(std::u16string_view key) const;

    /// Deep; the order of an object's keys does not matter.
    friend bool operator==(const Any &a, const Any &b);

    /// As JSON.stringify writes it, UTF-8, byte for byte: undefined alone and functions' like become `null`, a member
    /// that is undefined is left out. (JavaScript refuses a BigInt; here it is written as a number.)
    [[nodiscard]] std::string toJson() const;
    /// Malformed if the text is not JSON or not UTF-8, OutOfRange beyond maxNesting.
    [[nodiscard]] static Result<Any> fromJson(std::string_view utf8);

private:
    template <typename T>
    [[nodiscard]] const T *held() const
    {
        const auto *shared = std::get_if<std::shared_ptr<const T>>(&m_value);
        return shared ? shared->get() : nullptr;
    }

    std::variant<Undefined, Null, bool, double, BigInt, std::shared_ptr<const std::u16string>,
        std::shared_ptr<const Bytes>, std::shared_ptr<const Array>, std::shared_ptr<const Object>>
        m_value;
};

} // namespace coterie::crdt

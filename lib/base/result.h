#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace coterie {

/// What kind of thing went wrong. The first ten are the codes of the wire protocol.
enum class Errc {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    RateLimited,
    Unsupported,
    Unavailable,
    Internal,
    Truncated, ///< input ended early
    OutOfRange, ///< a number or length outside what is allowed
    Malformed, ///< input that does not follow its grammar
    Io, ///< disk or network said no
    Corrupt, ///< a file of ours that is not what we wrote
    Cancelled,
    TimedOut,
};

/// A failure the caller can act on. `message` is one plain sentence for a person (UTF-8), never a secret.
struct Error {
    Errc code = Errc::Internal;
    std::string message;
    bool operator==(const Error &) const = default;
};

/// A value or an Error; shaped like std::expected, which C++20 lacks.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) { }
    Result(Errc code, std::string message = {}) : m_state(std::in_place_index<1>, Error {code, std::move(message)}) { }

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] T &value() &
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] const T &value() const &
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T &&value() &&
    {
        assert(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    [[nodiscard]] T value_or(T fallback) const { return has_value() ? value() : std::move(fallback); }
    [[nodiscard]] T &operator*() & { return value(); }
    [[nodiscard]] const T &operator*() const & { return value(); }
    [[nodiscard]] T &&operator*() && { return std::move(*this).value(); }
    [[nodiscard]] T *operator->() { return &value(); }
    [[nodiscard]] const T *operator->() const { return &value(); }

    [[nodiscard]] const Error &error() const
    {
        assert(!has_value());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) { }
    Result(Errc code, std::string message = {}) : m_error(Error {code, std::move(message)}) { }

    [[nodiscard]] bool has_value() const { return !m_error; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const Error &error() const
    {
        assert(m_error);
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace coterie

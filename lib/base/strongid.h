#pragma once

#ifndef Q_MOC_RUN // moc 6.4 trips over the concepts in GCC's header
#include <compare>
#endif
#include <cstddef>
#include <functional>
#include <utility>

namespace coterie {

/// A value that is only ever itself: two StrongIds with different tags do not mix, so arguments cannot be swapped
/// unseen.
template <typename Tag, typename Value>
class StrongId
{
public:
    StrongId() = default;
    explicit StrongId(Value value) : m_value(std::move(value)) { }

    [[nodiscard]] const Value &value() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value == Value {}; }

    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend bool operator<(const StrongId &a, const StrongId &b) { return a.m_value < b.m_value; }

    /// Found by QHash through argument-dependent lookup, for Value types that have a qHash of their own.
    friend std::size_t qHash(const StrongId &id, std::size_t seed = 0) noexcept requires requires(const Value &v)
    {
        qHash(v, std::size_t {});
    }
    {
        return qHash(id.m_value, seed);
    }

private:
    Value m_value {};
};

} // namespace coterie

template <typename Tag, typename Value>
struct std::hash<coterie::StrongId<Tag, Value>> {
    std::size_t operator()(const coterie::StrongId<Tag, Value> &id) const noexcept
    {
        return std::hash<Value> {}(id.value());
    }
};

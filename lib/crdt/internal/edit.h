#pragma once

#include "crdt/internal/store.h"

#include <functional>

namespace coterie::crdt::internal {

/// Formats in the order in which they were set; a name once.
class FormatMap
{
public:
    using Entry = std::pair<std::uint32_t, Any>;
    [[nodiscard]] const Any *find(std::uint32_t name) const;
    void set(std::uint32_t name, const Any &value);
    void erase(std::uint32_t name);
    void apply(const FormatMark &format); ///< null takes the format away
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

private:
    std::vector<Entry> m_entries;
};

/// The editing operations of the types, for one client: they find places, cut items and join new ones in, choosing
/// neighbours as Yjs does, so that the same operations give the same bytes. Indexes and lengths must have been checked.
class Editor
{
public:
    Editor(Store &store, Transaction &transaction, std::uint32_t client)
        : m_store(store)
        , m_transaction(transaction)
        , m_client(client)
    {
    }

    /// The content of one new item; `fill` sets kind, length and content.
    using Fill = std::function<void(Item &)>;

    void insertText(Branch &branch, std::uint32_t index, std::u16string_view text, const FormatMap *formats);
    void insertEmbed(Branch &branch, std::uint32_t index, const Fill &fill, const FormatMap *formats);
    void eraseText(Branch &branch, std::uint32_t index, std::uint32_t length);
    void formatText(Branch &branch, std::uint32_t index, std::uint32_t length, const FormatMap &formats);

    /// A place that moves through a text while a delta is applied.
    struct TextPlace {
        Item *left = nullptr;
        Item *right = nullptr;
        std::uint32_t index = 0;
        FormatMap formats; ///< that hold at the place
    };
    [[nodiscard]] TextPlace textPlace(Branch &branch, std::uint32_t index);
    void insertAt(Branch &branch, TextPlace &place, const Fill &fill, FormatMap formats);
    void eraseAt(Branch &branch, TextPlace &place, std::uint32_t length);
    void formatAt(Branch &branch, TextPlace &place, std::uint32_t length, const FormatMap &formats);

    /// The item to insert behind so that what follows is at `index`; null for the start.
    [[nodiscard]] Item *itemBefore(Branch &branch, std::uint32_t index);
    Item *insertAfter(Branch &branch, Item *left, Item *right, const Fill &fill);
    void eraseList(Branch &branch, std::uint32_t index, std::uint32_t length);
    Item *setEntry(Branch &branch, std::uint32_t key, const Fill &fill);
    void eraseEntry(Branch &branch, std::uint32_t key);

    /// Deletes formats that change nothing. Runs after remote changes, as in Yjs.
    void cleanFormats(Branch &branch);
    void cleanGap(Item *item);

private:
    Item *add(Branch &branch, std::uint32_t key, Item *left, Item *right, const Fill &fill);
    Item *addFormat(Branch &branch, TextPlace &place, std::uint32_t name, const Any &value);
    void forward(TextPlace &place);
    void minimise(TextPlace &place, const FormatMap &formats);
    [[nodiscard]] FormatMap insertFormats(Branch &branch, TextPlace &place, const FormatMap &formats);
    void negate(Branch &branch, TextPlace &place, FormatMap &negated);
    void cleanFormatGap(Item *start, const Item *current, const FormatMap &startFormats, FormatMap &formats);
    bool typeOn(Item *left, std::u16string_view text);

    Store &m_store;
    Transaction &m_transaction;
    std::uint32_t m_client;
};

void fillText(Item &item, std::u16string_view text);

} // namespace coterie::crdt::internal

#pragma once

#include "crdt/doc.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace coterie::sync {

/// Own edits of one document in the order they were stored; 0 is none.
using EditNumber = std::int64_t;

/// How one document is kept the same as the server's, over one connection after another: the handshake of y-protocols
/// (sync.js), then updates both ways, and checkpoints (crdt::Checkpoint) that tell which own edits the server has on
/// disk. Frames come in, frames and decisions go out. The document is the caller's; others' edits are joined in here,
/// own ones have been joined in, and stored, before they are told. The server asks what is missing with its SyncStep1,
/// and the answer holds every edit made until then, so nothing is sent before it; that also gives a server back what it
/// has lost. One checkpoint is under way at a time: it costs one small frame per round trip, not per key press.
class DocumentExchange
{
public:
    struct Outcome {
        std::vector<crdt::Bytes> send {}; ///< frames, in this order
        std::vector<crdt::Bytes> changes {}; ///< what others' edits changed: to be stored, then shown
        std::vector<crdt::Bytes> awareness {}; ///< what others told of themselves
        bool asksAwareness = false; ///< somebody wants to hear the own awareness
        std::optional<EditNumber> confirmed {}; ///< the server has all own edits up to this one
        QString refusal {}; ///< not empty: the server makes no sense, or says no; end the link and say this
    };

    explicit DocumentExchange(crdt::Doc &document) : m_document(document) { }

    /// A link is open. `lastEdit`: the newest own edit that the document holds and the server has not confirmed.
    [[nodiscard]] Outcome opened(EditNumber lastEdit);
    [[nodiscard]] Outcome received(std::span<const std::byte> frame); ///< linear in its size; never a crash
    [[nodiscard]] Outcome edited(EditNumber number, std::span<const std::byte> update);
    [[nodiscard]] Outcome tellAwareness(std::span<const std::byte> update) const;
    /// Everybody's once more: a link that just opened hears it unasked, whoever joins one later does not.
    [[nodiscard]] Outcome askAwareness() const;
    void closed();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Both have all of each other's edits, and the server has said so.
    [[nodiscard]] bool isInSync() const;
    /// The server has told all of its own and wants nothing: this person may only read.
    [[nodiscard]] bool isReadOnly() const { return m_isOpen && m_hasTheirs && !m_hasAnswered; }
    [[nodiscard]] bool isWaitingForAnswer() const; ///< the server owes one: a silent link should be asked soon

private:
    struct Underway {
        std::uint64_t number = 0;
        EditNumber covers = 0;
    };

    [[nodiscard]] Outcome answer(const crdt::StateVector &theirs);
    [[nodiscard]] Outcome join(std::span<const std::byte> update);
    [[nodiscard]] Outcome answered(std::uint64_t checkpoint);
    void check(Outcome &outcome);

    crdt::Doc &m_document;
    bool m_isOpen = false;
    bool m_hasAnswered = false; ///< the server's question what it lacks
    bool m_hasTheirs = false; ///< the server has answered ours
    bool m_isProven = false; ///< the server has confirmed our answer
    EditNumber m_last = 0;
    EditNumber m_confirmed = 0; ///< on this link
    std::uint64_t m_checkpoints = 0;
    std::optional<Underway> m_underway;
};

/// Why a link to a document ended for good.
struct DocumentVerdict {
    enum class What {
        SignInNeeded,
        NoAccess, ///< this person may not see it (any more)
        Removed, ///< for everybody
        Unknown, ///< the server has no such document
        Refused, ///< anything else
    };
    What what = What::Refused;
    QString words; ///< one plain sentence for a person
    bool operator==(const DocumentVerdict &) const = default;
};

/// For the close codes after which sync::verdictFor() does not come back, and 4404, which stands for a handshake
/// refused with HTTP 404. `words`: what is said otherwise.
[[nodiscard]] DocumentVerdict documentVerdictFor(int closeCode, const QString &words);

} // namespace coterie::sync

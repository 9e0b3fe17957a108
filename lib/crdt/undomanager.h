#pragma once

#include "base/time.h"
#include "crdt/doc.h"
#include "crdt/sharedtypes.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace coterie::crdt {

/// Takes back, and gives back, what was done to some types under some origins, and nothing that others did; the rules
/// are those of Yjs' UndoManager. Changes that follow each other within the capture time are taken back together. What
/// it may need is kept from garbage collection while it lives. The document's thread; must not outlive the document.
class UndoManager
{
public:
    struct Options {
        Millis captureTime {500};
        std::vector<const void *> origins {nullptr}; ///< those whose transactions are recorded
        /// A type with something of others in it is not taken away with its insertion, nor is what one put into it in
        /// the same step. (In Yjs it goes, and what others did in it with it.)
        bool keepsOthersWork = false;
        std::vector<std::u16string> slightKeys {}; ///< what others set under these keys is no work that counts
    };

    /// `scope`: the types whose changes count, with all that is in them. The clock must outlive the manager.
    UndoManager(Doc &doc, std::span<const SharedType> scope, const Clock &clock, Options options = defaults());
    ~UndoManager();
    UndoManager(const UndoManager &) = delete;
    UndoManager &operator=(const UndoManager &) = delete;

    bool undo(); ///< false if there was nothing that could be taken back
    bool redo();
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    void stopCapturing(); ///< what comes next is a step of its own
    void clear();
    [[nodiscard]] std::size_t undoDepth() const; ///< how many steps there are to undo
    void clearRedo(); ///< what was undone stays so

private:
    [[nodiscard]] static Options defaults() { return {}; }
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace coterie::crdt

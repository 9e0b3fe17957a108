#include "commands.h"

// Words for what this version does not do, so that nobody looks for a mistake of their own.
namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

Exit notYet(Invocation &call)
{
    return call.fail(Exit::Usage, u"Boards are not part of this version."_s);
}

} // namespace

Command boardCommand()
{
    return {u"board"_s, u"…"_s, u"Boards: not part of this version."_s, {}, 0, -1, notYet};
}

} // namespace coterie::cli

#include "viewmodel/documentstatus.h"

#include "viewmodel/format.h"

#include <QCoreApplication>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(coterie::viewmodel::DocumentStatus)
};

using Standing = DocumentStatus::Standing;
using State = client::DocumentSync::State;

QString kept(const client::DocumentSync &sync)
{
    if (sync.keepsNothing)
        return Words::tr("cannot be saved on this computer");
    return sync.saved ? Words::tr("saved on this computer") : Words::tr("saving…");
}

QString waits(const client::DocumentSync &sync)
{
    return sync.waiting == 1 ? Words::tr("1 change waiting") : Words::tr("%n changes waiting", nullptr, sync.waiting);
}

/// How it stands with the server.
DocumentStatus shared(const client::DocumentSync &sync)
{
    switch (sync.state) {
    case State::InSync: return {.text = Words::tr("in sync"), .standing = Standing::Calm};
    case State::Syncing:
        return {.text = sync.waiting > 0 ? waits(sync) : Words::tr("catching up"),
            .standing = sync.waiting > 0 ? Standing::Waiting : Standing::Calm};
    case State::Connecting:
        return {.text = sync.waiting > 0 ? waits(sync) : Words::tr("connecting"),
            .standing = sync.waiting > 0 ? Standing::Waiting : Standing::Calm};
    case State::Offline:
        return {.text = sync.waiting > 0 ? Words::tr("offline, %1").arg(waits(sync)) : Words::tr("offline"),
            .standing = Standing::Offline};
    case State::Refused:
        return {.text = sync.reason.isEmpty() ? Words::tr("not shared any more") : sync.reason,
            .standing = Standing::Refused};
    }
    return {};
}

} // namespace

DocumentStatus documentStatus(const client::DocumentSync &sync, const QStringList &editors, bool onlyReads)
{
    DocumentStatus status = shared(sync);
    QStringList parts;
    if (!editors.isEmpty())
        parts.append(Words::tr("Edited by %1").arg(format::people(editors)));
    if (onlyReads && status.standing != Standing::Refused)
        parts.append(Words::tr("only members of the room write here"));
    parts.append(kept(sync));
    parts.append(status.text);
    if (sync.keepsNothing && status.standing == Standing::Calm)
        status.standing = Standing::Waiting;
    parts.front() = parts.front().at(0).toUpper() + parts.front().sliced(1);
    status.text = parts.join(u" · "_s);
    return status;
}

} // namespace coterie::viewmodel

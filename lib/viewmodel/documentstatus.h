#pragma once

#include "client/documents.h"

#include <QStringList>

namespace coterie::viewmodel {

/// The line under a document's title. Pure.
struct DocumentStatus {
    enum class Standing { Calm, Waiting, Offline, Refused };
    QString text;
    Standing standing = Standing::Calm;
};

/// "Edited by Mina, Priya and you · saved on this computer · in sync". It says no more than what is known.
[[nodiscard]] DocumentStatus documentStatus(
    const client::DocumentSync &sync, const QStringList &editors, bool onlyReads);

} // namespace coterie::viewmodel

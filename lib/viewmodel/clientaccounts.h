#pragma once

#include "viewmodel/accounts.h"

#include <memory>

namespace coterie::viewmodel {

/// The real thing: HTTP and the system keychain, or a private file in `folder`.
[[nodiscard]] std::unique_ptr<Accounts> makeClientAccounts(const QString &folder);

} // namespace coterie::viewmodel

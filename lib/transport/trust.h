#pragma once

#include "base/result.h"

#include <QString>

namespace coterie::transport {

/// Trusts the authorities in a PEM file beside the system's, on every connection this process makes from now on. Call
/// it once, before the first. BadRequest when there is no certificate in the file. Any thread, like the other.
[[nodiscard]] Result<void> trustAuthorities(const QString &file);

/// The same for the file that SSL_CERT_FILE names, as OpenSSL, curl and Node (with --use-openssl-ca) have it. Qt does
/// not look at it. Without the variable, or a certificate in its file, nothing changes. makeRequest() calls it for the
/// first https address, on the thread that dials: reading all authorities takes a fifth of a second.
void trustEnvironment();

} // namespace coterie::transport

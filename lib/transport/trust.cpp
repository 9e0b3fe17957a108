#include "transport/trust.h"

#include <QCoreApplication>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <mutex>

namespace coterie::transport {

namespace {

std::once_flag decided; // who is trusted is said once in a process

bool add(const QString &file)
{
    const QList<QSslCertificate> added = QSslCertificate::fromPath(file);
    if (added.isEmpty())
        return false;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Naming authorities stops Qt from looking up the system's one by one, so they are named too.
    configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + added);
    QSslConfiguration::setDefaultConfiguration(configuration);
    return true;
}

} // namespace

Result<void> trustAuthorities(const QString &file)
{
    bool isThere = false;
    std::call_once(decided, [&] { isThere = add(file); });
    if (!isThere)
        return Error {Errc::BadRequest,
            QCoreApplication::translate("Transport", "There is no certificate in %1.").arg(file).toStdString()};
    return {};
}

void trustEnvironment()
{
    std::call_once(decided, [] {
        const QString file = qEnvironmentVariable("SSL_CERT_FILE");
        if (!file.isEmpty())
            static_cast<void>(add(file));
    });
}

} // namespace coterie::transport

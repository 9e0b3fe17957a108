#include "transport/trust.h"

#include <QCoreApplication>
#include <QSslCertificate>
#include <QSslConfiguration>

namespace coterie::transport {

Result<void> trustAuthorities(const QString &file)
{
    const QList<QSslCertificate> added = QSslCertificate::fromPath(file);
    if (added.isEmpty())
        return Error {Errc::BadRequest,
            QCoreApplication::translate("Transport", "There is no certificate in %1.").arg(file).toStdString()};
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Naming authorities stops Qt from looking up the system's one by one, so they are named too.
    configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + added);
    QSslConfiguration::setDefaultConfiguration(configuration);
    return {};
}

void trustEnvironment()
{
    const QString file = qEnvironmentVariable("SSL_CERT_FILE");
    if (!file.isEmpty())
        static_cast<void>(trustAuthorities(file));
}

} // namespace coterie::transport

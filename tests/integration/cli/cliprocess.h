#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

/// coterie-cli as a person or a script calls it, with accounts in a temporary folder.
class Cli
{
public:
    struct Result {
        int exit = -1;
        QByteArray out;
        QByteArray errors;
        [[nodiscard]] QList<QJsonObject> lines() const; ///< of --json; an empty object for a line that is none
        [[nodiscard]] QJsonObject line() const { return lines().value(0); }
    };

    void setServer(const QUrl &url) { m_server = url; }
    /// Waits for the end, with the event loop running.
    [[nodiscard]] Result run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// The same as a guest of that name, with --json.
    [[nodiscard]] Result as(const QString &guest, const QStringList &arguments, const QByteArray &input = {}) const;

    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments, const QByteArray &input = {}) const;
    [[nodiscard]] static Result finish(QProcess &process);
    [[nodiscard]] QString folder() const { return m_home.path(); }

private:
    QTemporaryDir m_home;
    QUrl m_server;
};

[[nodiscard]] inline QString text(const QJsonObject &line, const char *key)
{
    return line.value(QLatin1StringView(key)).toString();
}

#pragma once

#include "faultproxy.h"
#include "ledger.h"

#include <QProcess>
#include <QTimer>

#include <functional>

namespace coterie::faults {

/// A faultclient process behind a fault proxy of its own, with a profile that outlives the process, and the ledger of
/// what it has promised.
class Person : public QObject
{
    Q_OBJECT
public:
    struct Identity {
        QString name;
        QString userId;
        QString token;
    };
    Person(Identity identity, const QString &profile, quint16 serverPort, quint64 seed);
    ~Person() override;

    void open();
    void setPreparation(std::function<void()> prepare) { m_prepare = std::move(prepare); } ///< runs in the new process
    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    [[nodiscard]] qint64 timeOf(const QString &text) const { return m_times.value(text); } ///< as shown, ms since 1970
    [[nodiscard]] qint64 ownClock() const { return m_ownClock; } ///< of the process when it began, ms since 1970
    [[nodiscard]] QString takeStoreWarning() { return std::exchange(m_storeWarning, QString()); }
    [[nodiscard]] QStringList texts() const { return m_texts; } ///< of all rows shown
    void kill(); ///< as kill -9 does
    void quit(); ///< as a person does; returns when the process has ended
    void freeze(Millis time); ///< SIGSTOP, and SIGCONT afterwards: the process sleeps, the clocks do not
    void thaw();
    [[nodiscard]] bool isFrozen() const { return m_thaw.isActive(); }
    [[nodiscard]] bool isOpen() const { return m_process.state() != QProcess::NotRunning; }
    void command(const QJsonObject &command);
    void draft(const QString &room, const QString &text);

    [[nodiscard]] const Identity &identity() const { return m_identity; }
    [[nodiscard]] FaultProxy &proxy() { return m_proxy; }
    [[nodiscard]] Ledger &ledger() { return m_ledger; }
    [[nodiscard]] bool isQuiet() const; ///< connected, nothing waits
    [[nodiscard]] QString link() const { return m_link.value(QStringLiteral("link")).toString(); }
    [[nodiscard]] QJsonObject log(const QString &room) const { return m_logs.value(room); } ///< of the last answer
    void askLog(const QString &room);
    [[nodiscard]] bool hasLog(const QString &room) const { return m_logs.contains(room); }
    [[nodiscard]] const QHash<QString, QJsonObject> &logs() const { return m_logs; }
    [[nodiscard]] QStringList takeViolations() { return std::exchange(m_violations, {}); }
    [[nodiscard]] const QByteArray &transcript() const { return m_transcript; }
    qint64 nextNumber() { return ++m_number; }
    void write(const QString &word, qint64 pick); ///< into the document
    [[nodiscard]] const QStringList &keptWords() const { return m_kept; } ///< that were said to be on disk
    void askDocument();
    [[nodiscard]] bool hasDocument() const { return !m_document.isEmpty(); }
    [[nodiscard]] const QJsonObject &document() const { return m_document; } ///< the last answer
    void askBoard();
    [[nodiscard]] bool hasBoard() const { return !m_board.isEmpty(); }
    [[nodiscard]] const QJsonObject &board() const { return m_board; } ///< the last answer
    [[nodiscard]] const QSet<QString> &keptShapes() const { return m_keptShapes; } ///< that were said to be on disk
    [[nodiscard]] const QSet<QString> &goneShapes() const { return m_goneShapes; } ///< that this person took away

private:
    void read();
    void readStore();
    void heard(const QJsonObject &line);
    void note(const char *mark, const QByteArray &line);

    Identity m_identity;
    QString m_profile;
    FaultProxy m_proxy;
    Ledger m_ledger;
    QProcess m_process;
    QTimer m_thaw;
    QByteArray m_input;
    QByteArray m_transcript;
    QJsonObject m_link;
    QHash<QString, QJsonObject> m_logs;
    QStringList m_violations;
    std::function<void()> m_prepare;
    QString m_storeWarning;
    QStringList m_texts;
    QStringList m_written; ///< by this process, in order, and not known to be on disk
    QStringList m_kept;
    QJsonObject m_document;
    QJsonObject m_board;
    QSet<QString> m_keptShapes;
    QSet<QString> m_goneShapes;
    QHash<QString, qint64> m_times;
    qint64 m_ownClock = 0;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    qint64 m_number = 0;
    bool m_isEnding = false; ///< by our will
};

} // namespace coterie::faults

#pragma once

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace coterie::faults {

/// What one client has promised its person, by what it has shown, and what is true of it afterwards. A row shown as
/// pending is a promise: it is sent once, or stays visible as pending or failed. A row shown as sent stays sent.
class Ledger
{
public:
    explicit Ledger(QString name) : m_name(std::move(name)) { }

    /// A line of a Driven client. Returns what is wrong with it, usually nothing.
    QStringList heard(const QJsonObject &line);
    /// Keys that the store of a killed client has as sent: it may have died before it could show them so.
    void storedAsSent(const QSet<QString> &keys);
    void drafted(const QString &room, const QString &text) { m_drafts[room].issued.append(text); }

    // An older backup takes back what came after it. These three draw the line.
    void backupTaken(); ///< what is sent by now is in it
    /// What was sent since the backup may be gone, every change made so far may be undone. So may what the client
    /// still hears of the log before this epoch.
    void restored(const QString &epoch);
    void begun(const QString &epoch) { m_epoch = epoch; }

    struct Truth { ///< one message as the server has it
        QString messageId;
        QString clientId;
        QString userId;
        QString text;
        qint64 seq = 0;
        bool deleted = false;
        QHash<QString, QStringList> reactions; ///< emoji → userIds
    };
    /// Compares with all messages of all rooms, in the order of each, and with what the client still shows as unsent.
    [[nodiscard]] QStringList audit(const QString &userId, const QHash<QString, QList<Truth>> &rooms,
        const QHash<QString, QJsonObject> &logs) const;

    struct Totals {
        int sent = 0;
        int failed = 0;
        int mayBeLost = 0; ///< acknowledged after the backup that was put back
        int edits = 0;
        int reactions = 0;
    };
    [[nodiscard]] Totals totals() const;

private:
    enum class State { Pending, Sent, Failed, Gone };
    struct Said {
        QString key;
        QString room;
        State state = State::Pending;
        bool everFailed = false;
        bool isInBackup = false;
        bool mayBeLost = false;
    };
    template <typename T>
    struct Changes { ///< of one thing, in order: from `promised` on any may be the last that took effect
        QList<T> issued;
        qsizetype promised = -1;
    };

    void forgetChanges();
    void heardRow(const QJsonObject &line, QStringList &wrong);
    void heardAsked(const QJsonObject &line);
    void auditMessages(const QString &userId, const QHash<QString, QList<Truth>> &rooms,
        const QHash<QString, QJsonObject> &logs, QStringList &wrong) const;
    void auditEdits(const QHash<QString, Truth> &byKey, QStringList &wrong) const;
    void auditReactions(const QString &userId, const QHash<QString, Truth> &byKey, QStringList &wrong) const;
    void auditDrafts(const QHash<QString, QJsonObject> &logs, QStringList &wrong) const;
    void auditOrder(const QString &userId, const QHash<QString, QList<Truth>> &rooms, QStringList &wrong) const;

    QString m_name;
    QHash<QString, Said> m_said; ///< by the text as first written, which is never used twice
    QHash<QString, QString> m_textOf; ///< key → text as first written
    QHash<QString, Changes<QString>> m_edits; ///< by key
    QHash<QString, bool> m_removals; ///< key → promised
    QHash<std::pair<QString, QString>, Changes<bool>> m_reactions; ///< by key and emoji
    QHash<QString, Changes<QString>> m_drafts; ///< by room
    QString m_epoch; ///< of the server
    bool m_isAfterRestore = false;
    QHash<QString, QString> m_epochs; ///< as the client knows them, by room
};

[[nodiscard]] QString firstText(const QString &text); ///< without the edits

} // namespace coterie::faults

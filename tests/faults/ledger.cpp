#include "ledger.h"

#include <QJsonArray>

#include <algorithm>

namespace coterie::faults {

using namespace Qt::StringLiterals;

QString firstText(const QString &text)
{
    return text.section(u'+', 0, 0);
}

QStringList Ledger::heard(const QJsonObject &line)
{
    QStringList wrong;
    if (line.contains("row"_L1)) {
        heardRow(line, wrong);
    } else if (line.contains("asked"_L1)) {
        heardAsked(line);
    } else if (line.contains("gone"_L1)) {
        const QString text = m_textOf.value(line["gone"_L1].toString());
        const auto said = m_said.find(text);
        if (said == m_said.end())
            return wrong;
        if (!m_removals.contains(said->key))
            wrong.append(u"%1: “%2” left the screen without being taken back"_s.arg(m_name, text));
        said->state = State::Gone;
    } else if (line.contains("draft"_L1)) {
        auto &changes = m_drafts[line["room"_L1].toString()];
        const qsizetype at =
            changes.issued.indexOf(line["draft"_L1].toString(), std::max<qsizetype>(0, changes.promised));
        changes.promised = std::max(changes.promised, at);
    } else if (line.contains("epoch"_L1)) {
        m_epochs.insert(line["room"_L1].toString(), line["epoch"_L1].toString());
        if (line["epoch"_L1] == m_epoch && m_isAfterRestore)
            forgetChanges(); // those that were acknowledged before it met the new log, too
    }
    return wrong;
}

void Ledger::heardAsked(const QJsonObject &line)
{
    const QString key = line["key"_L1].toString();
    const QString what = line["asked"_L1].toString();
    if (what == "edit"_L1)
        m_edits[key].issued.append(line["text"_L1].toString());
    else if (what == "react"_L1)
        m_reactions[{key, line["emoji"_L1].toString()}].issued.append(line["on"_L1].toBool());
    else
        m_removals.insert(key, m_removals.value(key));
}

void Ledger::heardRow(const QJsonObject &line, QStringList &wrong)
{
    const QString key = line["row"_L1].toString();
    if (const auto edits = m_edits.find(key); edits != m_edits.end())
        edits->promised = std::max(edits->promised, edits->issued.indexOf(line["text"_L1].toString()));
    const QJsonArray mine = line["mine"_L1].toArray();
    for (auto it = m_reactions.begin(); it != m_reactions.end(); ++it) {
        if (it.key().first != key)
            continue;
        const qsizetype at = it->issued.indexOf(mine.contains(it.key().second), it->promised + 1);
        it->promised = std::max(it->promised, at);
    }
    const bool isDeleted = line["deleted"_L1].toBool();
    if (isDeleted && m_removals.contains(key))
        m_removals[key] = true;
    if (!line["own"_L1].toBool() || isDeleted)
        return;
    const QString text = firstText(line["text"_L1].toString());
    const QString state = line["state"_L1].toString();
    Said &said = m_said[text];
    const bool isNew = said.key.isEmpty();
    if (!isNew && said.key != key)
        wrong.append(u"%1: “%2” has two rows, %3 and %4"_s.arg(m_name, text, said.key, key));
    said.key = key;
    said.room = line["room"_L1].toString();
    m_textOf.insert(key, text);
    if (state == "sent"_L1) {
        said.mayBeLost = said.mayBeLost || m_epochs.value(said.room) != m_epoch;
        said.state = State::Sent;
    } else {
        if (said.state == State::Sent && !isNew && !said.mayBeLost)
            wrong.append(u"%1: “%2” was sent and is %3 again"_s.arg(m_name, text, state));
        said.state = state == "failed"_L1 ? State::Failed : State::Pending;
        said.everFailed = said.everFailed || said.state == State::Failed;
    }
}

void Ledger::storedAsSent(const QSet<QString> &keys)
{
    for (Said &said : m_said) {
        if (said.state != State::Pending || !keys.contains(said.key))
            continue;
        said.state = State::Sent;
        said.mayBeLost = said.mayBeLost || m_epochs.value(said.room) != m_epoch;
    }
}

void Ledger::backupTaken()
{
    for (Said &said : m_said)
        said.isInBackup = said.state == State::Sent && !said.mayBeLost;
}

void Ledger::restored(const QString &epoch)
{
    for (Said &said : m_said)
        said.mayBeLost = said.mayBeLost || (said.state == State::Sent && !said.isInBackup);
    forgetChanges();
    m_epoch = epoch;
    m_isAfterRestore = true;
}

void Ledger::forgetChanges()
{
    for (auto &changes : m_edits)
        changes.promised = -1;
    for (auto &changes : m_reactions)
        changes.promised = -1;
    for (bool &isPromised : m_removals)
        isPromised = false;
}

Ledger::Totals Ledger::totals() const
{
    Totals totals;
    for (const Said &said : m_said) {
        totals.sent += int {said.state == State::Sent};
        totals.failed += int {said.state == State::Failed};
        totals.mayBeLost += int {said.mayBeLost};
    }
    for (const auto &changes : m_edits)
        totals.edits += static_cast<int>(changes.issued.size());
    for (const auto &changes : m_reactions)
        totals.reactions += static_cast<int>(changes.issued.size());
    return totals;
}

QStringList Ledger::audit(
    const QString &userId, const QHash<QString, QList<Truth>> &rooms, const QHash<QString, QJsonObject> &logs) const
{
    QStringList wrong;
    QHash<QString, Truth> byKey; // as this client names rows
    for (const QList<Truth> &room : rooms) {
        for (const Truth &message : room)
            byKey.insert(message.userId == userId ? message.clientId : message.messageId, message);
    }
    auditMessages(userId, rooms, logs, wrong);
    auditEdits(byKey, wrong);
    auditReactions(userId, byKey, wrong);
    auditDrafts(logs, wrong);
    auditOrder(userId, rooms, wrong);
    return wrong;
}

void Ledger::auditMessages(const QString &userId, const QHash<QString, QList<Truth>> &rooms,
    const QHash<QString, QJsonObject> &logs, QStringList &wrong) const
{
    QHash<QString, int> copies; // by clientId, over all rooms
    QSet<QString> deleted;
    for (const QList<Truth> &room : rooms) {
        for (const Truth &message : room) {
            if (message.userId != userId)
                continue;
            ++copies[message.clientId];
            if (message.deleted)
                deleted.insert(message.clientId);
        }
    }
    QHash<QString, int> unsent;
    for (const QJsonObject &log : logs) {
        for (const QJsonValue &row : log["unsent"_L1].toArray())
            ++unsent[row["key"_L1].toString()];
    }
    for (auto said = m_said.begin(); said != m_said.end(); ++said) {
        const QString which = u"%1: “%2” (%3)"_s.arg(m_name, said.key(), said->key);
        const int there = copies.value(said->key);
        const int waits = unsent.value(said->key);
        if (there > 1 || waits > 1 || (there == 1 && waits == 1))
            wrong.append(which + u" is there more than once"_s);
        const bool isExcused = said->state == State::Gone || said->mayBeLost || m_removals.contains(said->key);
        if (there + waits == 0 && !isExcused)
            wrong.append(which + u" was promised and is lost"_s);
        if (said->state == State::Gone && there == 1 && !deleted.contains(said->key))
            wrong.append(which + u" was taken back and is there"_s);
        const bool mustBeThere = said->state == State::Sent && !said->mayBeLost;
        if (mustBeThere && there == 0 && !isExcused)
            wrong.append(which + u" was acknowledged and is not on the server"_s);
    }
}

void Ledger::auditEdits(const QHash<QString, Truth> &byKey, QStringList &wrong) const
{
    for (auto edits = m_edits.begin(); edits != m_edits.end(); ++edits) {
        const auto message = byKey.constFind(edits.key());
        if (message == byKey.constEnd() || message->deleted)
            continue;
        const bool isFirst = edits->promised < 0 && message->text == firstText(message->text);
        if (!isFirst && edits->issued.indexOf(message->text, std::max<qsizetype>(0, edits->promised)) < 0)
            wrong.append(u"%1: an edit of %2 is lost: it says “%3”, “%4” was shown"_s.arg(
                m_name, edits.key(), message->text, edits->promised < 0 ? QString() : edits->issued[edits->promised]));
    }
    for (auto removal = m_removals.begin(); removal != m_removals.end(); ++removal) {
        const auto message = byKey.constFind(removal.key());
        if (*removal && message != byKey.constEnd() && !message->deleted)
            wrong.append(u"%1: %2 was deleted and is there"_s.arg(m_name, removal.key()));
    }
}

void Ledger::auditReactions(const QString &userId, const QHash<QString, Truth> &byKey, QStringList &wrong) const
{
    for (auto it = m_reactions.begin(); it != m_reactions.end(); ++it) {
        const auto message = byKey.constFind(it.key().first);
        if (message == byKey.constEnd() || message->deleted)
            continue;
        const bool isOn = message->reactions.value(it.key().second).contains(userId);
        const bool isNever = it->promised < 0 && !isOn;
        if (!isNever && !it->issued.mid(std::max<qsizetype>(0, it->promised)).contains(isOn))
            wrong.append(u"%1: the reaction %2 to %3 is %4, which is not what was shown"_s.arg(
                m_name, it.key().second, it.key().first, isOn ? u"there"_s : u"missing"_s));
    }
}

void Ledger::auditDrafts(const QHash<QString, QJsonObject> &logs, QStringList &wrong) const
{
    for (auto drafts = m_drafts.begin(); drafts != m_drafts.end(); ++drafts) {
        const QString shown = logs.value(drafts.key())["draft"_L1].toString();
        if (drafts->promised >= 0 && drafts->issued.indexOf(shown, drafts->promised) < 0)
            wrong.append(
                u"%1: the draft “%2” is lost, “%3” is there"_s.arg(m_name, drafts->issued[drafts->promised], shown));
    }
}

/// One's own words stand in the order of saying: the number in them rises. What failed once may be sent later.
void Ledger::auditOrder(const QString &userId, const QHash<QString, QList<Truth>> &rooms, QStringList &wrong) const
{
    for (const QList<Truth> &room : rooms) {
        qint64 last = 0;
        for (const Truth &message : room) {
            if (message.userId != userId || message.deleted)
                continue;
            const QString text = firstText(message.text);
            const qint64 number = text.section(u' ', 1, 1).toLongLong();
            if (m_said.value(text).everFailed)
                continue;
            if (number < last)
                wrong.append(u"%1: “%2” stands behind number %3"_s.arg(m_name, text).arg(last));
            last = std::max(last, number);
        }
    }
}

} // namespace coterie::faults

#pragma once

#include "collab/textdocument.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QList>
#include <QSignalSpy>

#include <memory>
#include <vector>

/// An editor's copy of a text, kept in step by what changed() tells and by nothing else.
class Mirror : public QObject
{
public:
    explicit Mirror(coterie::collab::TextSource &source) : m_source(source), m_text(source.text())
    {
        using coterie::collab::TextSource;
        connect(&source, &TextSource::reset, this, [this] { m_text = m_source.text(); });
        connect(&source, &TextSource::changed, this,
            [this](const QList<coterie::collab::TextChange> &changes, TextSource::Cause cause) {
                for (const auto &change : changes)
                    m_text.replace(change.position, change.removed, change.inserted);
                m_causes.append(cause);
            });
    }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isInStep() const { return m_text == m_source.text(); }
    [[nodiscard]] const QList<coterie::collab::TextSource::Cause> &causes() const { return m_causes; }

private:
    coterie::collab::TextSource &m_source;
    QString m_text;
    QList<coterie::collab::TextSource::Cause> m_causes;
};

/// Somebody with the document open. What they say waits in `said` until deliver() carries it on.
struct Peer {
    explicit Peer(const QString &name, const coterie::Clock &clock, const QByteArray &state = {})
        : document({.userId = name, .name = name, .color = QColor(0x1d, 0x6f, 0xbf)}, clock)
        , mirror(document.text())
    {
        QObject::connect(&document, &coterie::collab::TextDocument::edited, &document,
            [this](const QByteArray &update) { said.append(update); });
        QObject::connect(&document, &coterie::collab::TextDocument::awarenessTold, &document,
            [this](const QByteArray &update) { told.append(update); });
        document.load(state);
    }
    [[nodiscard]] coterie::collab::SharedText &text() { return document.text(); }

    QList<QByteArray> said; ///< before the document: its last word is told when it goes
    QList<QByteArray> told;
    coterie::collab::TextDocument document;
    Mirror mirror;
};

/// Everything that was said goes to everybody else, in order.
inline void deliver(const std::vector<Peer *> &peers)
{
    for (Peer *from : peers) {
        for (const QByteArray &update : std::exchange(from->said, {})) {
            for (Peer *to : peers) {
                if (to != from)
                    to->document.receive(update);
            }
        }
        for (const QByteArray &update : std::exchange(from->told, {})) {
            for (Peer *to : peers) {
                if (to != from)
                    to->document.receiveAwareness(update);
            }
        }
    }
}

/// Carries on what is said until `condition` holds; false if it does not within 5 s. Quicker than QTRY_VERIFY, which
/// looks every 50 ms: here a frame is waited for hundreds of times.
template <typename Condition>
[[nodiscard]] bool deliverUntil(const std::vector<Peer *> &peers, Condition &&condition)
{
    const QDeadlineTimer deadline(5000);
    for (deliver(peers); !condition(); deliver(peers)) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    }
    return true;
}

#pragma once

#include "client/documentnews.h"

#include <QElapsedTimer>
#include <QTimer>

namespace coterie::client {

/// The engine's end of one OpenDocument: gathers what it is to hear and hands it over at most every 8 ms, the first
/// after a quiet time at the end of the same turn, and never before the last was taken. Engine thread.
class DocumentPort : public QObject
{
    Q_OBJECT
public:
    using Deliver = std::function<void(DocumentNews)>;
    DocumentPort(quint64 number, Attendance attendance, const Deliver &deliver);

    [[nodiscard]] quint64 number() const { return m_number; }
    [[nodiscard]] bool isOnlooker() const { return m_attendance == Attendance::Onlooker; }
    void load(const QByteArray &state);
    void pushed(); ///< one more edit of this window is on disk
    void link();
    void unlink();
    void receive(const QByteArray &update);
    void hear(const QByteArray &awareness); ///< not an onlooker: fifty pointers would wake it 60 times a second
    void sync(const DocumentSync &sync);
    void taken(); ///< the receiver has dealt with the last news

private:
    void schedule();
    void flush();

    quint64 m_number;
    Attendance m_attendance;
    const Deliver &m_deliver;
    DocumentNews m_news;
    QList<QByteArray> m_updates;
    DocumentSync m_told;
    bool m_hasNews = false;
    bool m_awaiting = false;
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace coterie::client

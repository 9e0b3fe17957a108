#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QUrl>

namespace coterie::interop {

/// Somebody with stock `yjs` and `y-websocket` in Node (yjspeer.mjs). The packages lie in `packages`.
class YjsPeer
{
public:
    struct Told {
        QString text;
        QJsonArray carets; ///< {name, anchor, head} of the others
    };

    YjsPeer(
        const QString &packages, const QUrl &server, const QString &docId, const QString &token, const QString &name);
    ~YjsPeer();

    void tell(const QJsonObject &command);
    [[nodiscard]] bool waitFor(const QString &event, const QJsonObject &with = {}); ///< not heard yet; false: too long
    [[nodiscard]] Told ask();
    [[nodiscard]] QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QProcess m_process;
    QList<QJsonObject> m_heard;
};

} // namespace coterie::interop

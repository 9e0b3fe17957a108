#pragma once

#include "client/client.h"
#include "crdt/doc.h"

#include <QJsonObject>

namespace coterie::faults {

/// A window on the one document of a play. A word that it has called kept is promised: it was on disk.
class DrivenDocument
{
public:
    explicit DrivenDocument(client::Client &client);
    void write(const QJsonObject &command); ///< a word `text`, between two others where `pick` points
    void tell() const; ///< the whole text

private:
    void keep();

    std::unique_ptr<client::OpenDocument> m_open;
    mutable crdt::Doc m_text;
    QString m_last; ///< word written
    QString m_kept;
    bool m_isLoaded = false;
    QList<QJsonObject> m_early; ///< asked for before it was loaded
};

} // namespace coterie::faults

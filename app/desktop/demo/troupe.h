#pragma once

#include "base/random.h"
#include "demo/bot.h"
#include "demo/sampleworkspace.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace coterie::desktop::demo {

/// Directs the bots: every few seconds one of them talks, types, reacts, votes, points at something, goes away or comes
/// back. Replayable: the same seed plays the same piece. Lives on the GUI thread.
class Troupe : public QObject
{
    Q_OBJECT
public:
    Troupe(SampleWorkspace workspace, const QUrl &server, const QHash<QString, QString> &tokensByName,
        std::uint64_t seed, QObject *parent = nullptr);
    ~Troupe() override;

    void begin();
    void pause(); ///< for still pictures

Q_SIGNALS:
    void webhookWanted(); ///< a build finished somewhere: the composition root posts it through the real webhook
private:
    void act();
    void speak();
    void write();
    void enterDocuments();
    void enterBoards();
    void draw();
    [[nodiscard]] Bot *named(const QString &name);
    [[nodiscard]] Bot &anyone();

    SampleWorkspace m_workspace;
    Random m_random;
    std::vector<std::unique_ptr<Bot>> m_bots;
    QTimer m_timer;
    QTimer m_entrance;
    qsizetype m_line = 0;
    qsizetype m_edit = 0;
    qsizetype m_doodle = 0;
    QTimer m_firstDoodle;
    int m_acts = 0;
};

} // namespace coterie::desktop::demo

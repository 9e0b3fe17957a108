#pragma once

#include "person.h"
#include "serverprocess.h"

#include <QMap>
#include <QTemporaryDir>

#include <functional>

namespace coterie::faults {

struct PlaySettings {
    quint64 seed = 1;
    Millis length {20'000}; ///< of the faults; the quiet after it comes on top
    int people = 4;
    bool restores = true; ///< now and then an older backup is put back
    QString keepIn {}; ///< where the transcripts of a play with violations go; empty: nowhere
};

struct PlayReport {
    QMap<QString, int> faults; ///< by kind, as often as at least one link or process was struck
    QMap<QString, int> deeds; ///< by kind
    Ledger::Totals totals;
    qint64 messages = 0; ///< on the server in the end
    qint64 words = 0; ///< likewise, in the document
    qint64 shapes = 0; ///< likewise, on the board
    Millis quietAfter {0}; ///< from the end of the faults until everybody showed the same
    QStringList violations;
    [[nodiscard]] int faultCount() const;
};

/// A random play: several people with real client processes behind fault proxies, a real server, and everything that
/// can go wrong. Then quiet, and the audit. The script comes from the seed; the timing is the machine's, so the same
/// seed plays the same piece, not the same microseconds.
class Play
{
public:
    explicit Play(const PlaySettings &settings);
    [[nodiscard]] PlayReport run(); ///< needs an application object; processes its events

private:
    [[nodiscard]] bool setUp();
    void act(Person &person);
    void strike();
    void strikeNetwork(Person &person);
    void strikeClient(Person &person);
    void strikeServer();
    void restartServer(Millis after);
    [[nodiscard]] QString serverEpoch() const; ///< as the database has it
    void backUp();
    void restore();
    void keepRunning(); ///< who was ended comes back when it is time
    void calmDown();
    void waitForAgreement();
    [[nodiscard]] bool everybodyAgrees(QStringList &why);
    [[nodiscard]] bool makeDocuments();
    [[nodiscard]] QString serverText() const; ///< of the document
    void compareDocuments(QStringList &why);
    void auditDocument();
    [[nodiscard]] QStringList serverBoard() const; ///< boardPicture()
    void draw(Person &person, qint64 pick);
    void compareBoards(QStringList &why);
    void auditBoard();
    [[nodiscard]] QHash<QString, QList<Ledger::Truth>> readServer(QHash<QString, QStringList> &pictures);
    void audit();
    void collect();
    void violate(const QString &what) { m_report.violations.append(what); }
    [[nodiscard]] const QString &anyRoom() { return m_rooms[static_cast<qsizetype>(m_random.below(2))]; }
    [[nodiscard]] Millis upTo(int millis) { return Millis(1 + static_cast<int>(m_random.below(quint64(millis)))); }
    [[nodiscard]] static bool waitFor(Millis limit, const std::function<bool()> &done);

    PlaySettings m_settings;
    Random m_random;
    QTemporaryDir m_folder;
    integration::ServerProcess m_server;
    QStringList m_rooms;
    QString m_readerToken; ///< of the auditor, who reads at the server itself
    std::vector<std::unique_ptr<Person>> m_people;
    QHash<Person *, Instant> m_away; ///< until when the process stays ended
    std::optional<Instant> m_serverBackAt;
    bool m_isServerFrozen = false;
    QString m_backup;
    int m_backups = 0;
    SystemClock m_clock;
    PlayReport m_report;
};

} // namespace coterie::faults

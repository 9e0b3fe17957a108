#pragma once

#include "documentwindow.h"
#include "peer.h"
#include "serverprocess.h"

#include <QTemporaryDir>

#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 20'000)
#define EVENTUALLY_EQUAL(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 20'000)

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;
using State = DocumentSync::State;

/// A real server and people who write in its documents, each with a store of their own.
struct DocumentPlace {
    DocumentPlace() : server({u"--guests"_s, u"--log-level"_s, u"error"_s}) { }

    [[nodiscard]] std::unique_ptr<Peer> join(const QString &name)
    {
        auto peer = std::make_unique<Peer>(Peer::signIn(server.url(), name), storeOf(name));
        peer->open();
        if (!isThere(*peer))
            qWarning("%s did not get in", qPrintable(name));
        return peer;
    }
    [[nodiscard]] static bool isThere(Peer &peer)
    {
        return QTest::qWaitFor([&] { return peer.isConnected() && !peer.roomCalled(u"general"_s).isEmpty(); }, 20'000);
    }
    [[nodiscard]] QString storeOf(const QString &name) const { return folder.filePath(name + u".sqlite"_s); }
    [[nodiscard]] static DocumentId make(Peer &peer, const QString &title)
    {
        return peer.client().createDocument({.title = title, .roomId = RoomId {u"general"_s}});
    }
    /// What the server has of it, as somebody who has never seen it gets it; with a client of its own.
    [[nodiscard]] QString serverText(const DocumentId &docId)
    {
        Peer stranger(Peer::signIn(server.url(), u"Stranger%1"_s.arg(++strangers)));
        stranger.open();
        if (!isThere(stranger))
            return u"no stranger"_s;
        Window window(stranger.client(), docId);
        static_cast<void>(QTest::qWaitFor([&] { return window.isInSync(); }, 20'000));
        return window.text();
    }

    integration::ServerProcess server;
    QTemporaryDir folder;
    int strangers = 0;
};

#pragma once

#include "testgateway.h"

#include <QTemporaryDir>
#include <QTest>

/// Every test of the front end runs three times: on epoll with threads and without, and on Qt's sockets.
class FrontEndTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<coterie::server::SocketEngine>("engine");
        QTest::addColumn<int>("workers");
        QTest::newRow("epoll") << coterie::server::SocketEngine::Epoll << 2;
        QTest::newRow("epoll without threads") << coterie::server::SocketEngine::Epoll << 0;
        QTest::newRow("qt") << coterie::server::SocketEngine::Qt << 2;
    }
    void initTestCase() { QVERIFY(m_folder.isValid()); }

protected:
    [[nodiscard]] coterie::server::FrontEndConfig config() const
    {
        QFETCH_GLOBAL(const coterie::server::SocketEngine, engine);
        QFETCH_GLOBAL(const int, workers);
        coterie::server::FrontEndConfig config;
        config.port = 0;
        config.workers = workers;
        config.engine = engine;
        config.temporaryFolder = m_folder.path();
        return config;
    }
    QTemporaryDir m_folder;
};

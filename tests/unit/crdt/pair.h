#pragma once

#include "crdt/doc.h"

#include <QTest>

namespace testing {

/// Two documents; exchange() tells each what the other did, with the pair as the origin.
struct Pair {
    coterie::crdt::Doc first {coterie::crdt::Doc::Options {.clientId = 1}};
    coterie::crdt::Doc second {coterie::crdt::Doc::Options {.clientId = 2}};
    void exchange()
    {
        using coterie::crdt::UpdateVersion;
        QVERIFY(second.applyUpdate(first.encodeStateAsUpdate(second.stateVector()), UpdateVersion::V1, this));
        QVERIFY(first.applyUpdate(second.encodeStateAsUpdate(first.stateVector()), UpdateVersion::V1, this));
    }
};

} // namespace testing

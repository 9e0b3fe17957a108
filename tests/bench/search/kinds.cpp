#include "kinds.h"

#include "corpus.h"

namespace coterie::bench {

using namespace Qt::StringLiterals;

QList<Kind> searchKinds()
{
    QList<Kind> kinds {
        {u"a rare word"_s, {u"quimiten "_s, u"wyntum "_s, u"norvesond "_s, u"zeitplan "_s}},
        {u"a common word"_s, {u"the "_s, u"launch "_s, u"we "_s, u"server "_s}},
        {u"two words"_s, {u"launch budget "_s, u"the coffee "_s, u"draft invoice "_s}},
        {u"a phrase"_s,
            {u"\"to the\""_s, u"\"launch plan\""_s, u"\"we should not\""_s, u"\"garden paper keyboard\""_s}},
        {u"a phrase, growing"_s, {u"\"we should no"_s, u"\"garden pa"_s, u"\"to th"_s, u"\"launch plan"_s}},
        {u"one letter, growing"_s, {u"l"_s, u"t"_s, u"q"_s, u"z"_s}},
        {u"two letters, growing"_s, {u"la"_s, u"th"_s, u"qu"_s, u"ge"_s}},
        {u"three letters, growing"_s, {u"lau"_s, u"the"_s, u"qui"_s, u"mig"_s}},
        {u"four and more, growing"_s, {u"laun"_s, u"serv"_s, u"perfor"_s, u"rele"_s, u"quim"_s}},
        {u"a word and a growing one"_s, {u"launch pl"_s, u"the s"_s, u"we mig"_s}},
        {u"one Chinese character"_s, {u"我 "_s, u"会 "_s, u"的 "_s}},
        {u"two Chinese characters"_s, {u"会议 "_s, u"我们 "_s, u"明天 "_s, u"北京 "_s}},
        {u"an emoji"_s, {u"🎉 "_s, u"👍 "_s, u"😂 "_s}},
        {u"from: and a word"_s, {u"from:%author launch "_s, u"from:%rare the "_s}},
        {u"in: and a common word"_s, {u"in:million the "_s, u"in:million-3 the "_s, u"in:million-17 launch "_s}},
        {u"in: and a phrase"_s,
            {u"in:million \"we should not\""_s, u"in:million-3 \"to the\""_s, u"in:million \"launch plan\""_s}},
        {u"before: and a word"_s, {u"before:2025-06-01 the "_s, u"before:2024-01 launch "_s, u"before:2023 server "_s}},
        {u"a span of days"_s,
            {u"on:2025-03 release "_s, u"after:2025-01-01 before:2025-02 the "_s, u"on:2024-05-06"_s}},
        {u"from: and a phrase"_s, {u"from:%rare \"to the\""_s, u"from:%author \"launch plan\""_s}},
        {u"has: and a word"_s, {u"has:link launch "_s, u"has:file the "_s, u"has:code server "_s, u"has:poll"_s}},
        {u"is:"_s, {u"is:pinned "_s, u"is:edited the "_s}},
        {u"words without a word"_s, {u"launch -the"_s, u"release -\"to the\""_s}},
        {u"no hit"_s, {u"xyzzyplugh "_s, u"launch xyzzyplugh "_s, u"\"the the the the\""_s}},
    };
    for (Kind &kind : kinds) {
        for (QString &query : kind.queries) {
            query.replace(u"%author"_s, Corpus::person(1).userId.value());
            query.replace(u"%rare"_s, Corpus::person(290).userId.value());
        }
    }
    return kinds;
}

void printHead()
{
    std::printf("%-28s %6s %9s %9s %9s %9s\n", "milliseconds", "hits", "p50", "p99", "cpu p50", "cpu p99");
}

QJsonObject report(const QString &kind, qsizetype hits, Figures &wall, Figures &processor)
{
    std::printf("%-28s %6lld %9.2f %9.2f %9.2f %9.2f\n", qPrintable(kind), static_cast<long long>(hits),
        wall.quantile(0.5), wall.quantile(0.99), processor.quantile(0.5), processor.quantile(0.99));
    std::fflush(stdout);
    return {{u"kind"_s, kind}, {u"wallP50"_s, wall.quantile(0.5)}, {u"wallP99"_s, wall.quantile(0.99)},
        {u"processorP50"_s, processor.quantile(0.5)}, {u"processorP99"_s, processor.quantile(0.99)}};
}

} // namespace coterie::bench

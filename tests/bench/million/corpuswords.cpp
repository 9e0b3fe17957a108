#include "corpuswords.h"

#include <QStringList>

#include <array>
#include <cmath>
#include <span>

namespace coterie::bench {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array english {u"the", u"to", u"and", u"of", u"a", u"we", u"it", u"is", u"that", u"for", u"on", u"this",
    u"in", u"with", u"you", u"be", u"not", u"can", u"have", u"but", u"will", u"from", u"now", u"should", u"what",
    u"when", u"build", u"review", u"meeting", u"launch", u"plan", u"design", u"customer", u"server", u"release",
    u"tomorrow", u"question", u"answer", u"draft", u"number", u"screen", u"budget", u"invoice", u"database", u"morning",
    u"deadline", u"team", u"release", u"latency", u"window", u"colour", u"paper", u"travel", u"coffee", u"garden",
    u"weather", u"contract", u"printer", u"holiday", u"office", u"keyboard", u"train", u"station", u"minutes",
    u"agenda", u"slides", u"interview", u"candidate", u"picture", u"version", u"update", u"merge", u"branch",
    u"failure", u"backup", u"restore", u"migration", u"incident", u"report", u"summary", u"decision", u"proposal",
    u"feedback", u"prototype", u"research", u"workshop", u"translation", u"accessibility", u"performance", u"security",
    u"licence", u"package", u"installer"};
constexpr std::array syllables {u"ka", u"ro", u"mi", u"ten", u"lo", u"var", u"shi", u"dan", u"pol", u"ure", u"bex",
    u"qui", u"sta", u"nor", u"eli", u"gra", u"tum", u"ves", u"ond", u"wyn"};
constexpr std::array german {u"wir", u"müssen", u"die", u"Prüfung", u"für", u"morgen", u"verschieben", u"weil", u"der",
    u"Entwurf", u"noch", u"nicht", u"fertig", u"ist", u"Größe", u"Straße", u"schöne", u"Grüße", u"Zeitplan",
    u"Rückmeldung"};
constexpr std::array french {u"nous", u"devons", u"déplacer", u"la", u"réunion", u"à", u"demain", u"parce", u"que",
    u"le", u"modèle", u"n’est", u"pas", u"prêt", u"très", u"bientôt", u"café", u"été", u"garçon", u"où"};
constexpr std::array turkish {u"yarın", u"toplantıyı", u"erteleyelim", u"çünkü", u"taslak", u"henüz", u"hazır",
    u"değil", u"iğne", u"ılık", u"şehir", u"öğle", u"güzel"};
constexpr std::array russian {u"мы", u"перенесём", u"встречу", u"на", u"завтра", u"потому", u"что", u"черновик", u"ещё",
    u"не", u"готов", u"сервер", u"работает", u"спасибо", u"отлично"};
constexpr std::array greek {
    u"θα", u"μεταφέρουμε", u"τη", u"συνάντηση", u"αύριο", u"επειδή", u"το", u"σχέδιο", u"δεν", u"είναι", u"έτοιμο"};
constexpr std::array chinese {u"我们", u"明天", u"再", u"讨论", u"这个", u"设计", u"服务器", u"已经", u"恢复", u"了",
    u"请", u"大家", u"检查", u"数据库", u"备份", u"谢谢", u"，", u"发布", u"计划", u"没有", u"问题"};
constexpr std::array japanese {u"明日", u"の", u"会議", u"は", u"延期", u"します", u"資料", u"を", u"確認", u"して",
    u"ください", u"サーバー", u"が", u"復旧", u"しました", u"ありがとう", u"ございます", u"、"};
constexpr std::array korean {u"내일", u"회의를", u"미루겠습니다", u"초안이", u"아직", u"준비되지", u"않았습니다",
    u"서버가", u"복구되었습니다", u"감사합니다"};
constexpr std::array arabic {u"سنؤجل", u"الاجتماع", u"إلى", u"الغد", u"لأن", u"المسودة", u"ليست", u"جاهزة", u"بعد",
    u"شكرا", u"الخادم", u"يعمل", u"الآن"};
constexpr std::array hebrew {u"נדחה", u"את", u"הפגישה", u"למחר", u"כי", u"הטיוטה", u"עדיין", u"לא", u"מוכנה", u"תודה"};
constexpr std::array hindi {u"हम", u"बैठक", u"कल", u"करेंगे", u"क्योंकि", u"मसौदा", u"अभी", u"तैयार", u"नहीं", u"है", u"धन्यवाद"};
constexpr std::array thai {u"เรา", u"เลื่อน", u"ประชุม", u"ไป", u"พรุ่งนี้", u"เพราะ", u"ร่าง", u"ยัง", u"ไม่", u"เสร็จ"};
constexpr std::array emoji {u"👍", u"🎉", u"😀", u"❤️", u"🚀", u"👀", u"😂", u"🙏", u"🔥", u"✅", u"🤔", u"👩‍💻",
    u"🏳️‍🌈", u"👨‍👩‍👧‍👦", u"🇩🇪", u"🇯🇵", u"👋🏽", u"☕", u"🐛", u"📦"};

using Words = std::span<const char16_t *const>;

struct Language {
    Words words;
    bool spaced;
};
const std::array<Language, 12> languages {
    {{german, true}, {french, true}, {turkish, true}, {russian, true}, {greek, true}, {chinese, false},
        {japanese, false}, {korean, true}, {arabic, true}, {hebrew, true}, {hindi, true}, {thai, false}}};

QString pick(Random &random, Words words)
{
    return QString::fromUtf16(words[random.below(words.size())]);
}

/// Zipf's law by a power of a uniform number: the first words make up most of a text, and one in twenty is a word that
/// hardly ever comes again.
QString englishWord(Random &random)
{
    if (random.below(20) == 0) {
        QString rare;
        for (auto left = 2 + random.below(3); left > 0; --left)
            rare += pick(random, syllables);
        return rare;
    }
    const double at = std::pow(random.unit(), 2.2);
    return QString::fromUtf16(english[static_cast<std::size_t>(at * static_cast<double>(english.size()))]);
}

QString foreignSentence(Random &random, int words)
{
    const Language &language = languages[random.below(languages.size())];
    QStringList parts;
    for (int i = 0; i < words; ++i)
        parts.append(pick(random, language.words));
    return parts.join(language.spaced ? u" "_s : QString());
}

QString sentences(Random &random, std::uint64_t count)
{
    QStringList all;
    const bool foreign = random.below(5) == 0;
    for (; count > 0; --count) {
        const int words = 4 + static_cast<int>(random.below(14));
        all.append(foreign ? foreignSentence(random, words) : inventSentence(random, words));
    }
    return all.join(u' ');
}

QString code(Random &random)
{
    static const std::array fences {u"cpp", u"python", u"sql", u"json", u""};
    QString text = u"```"_s + pick(random, fences) + u'\n';
    for (auto line = 2 + random.below(18); line > 0; --line) {
        text += QString(static_cast<qsizetype>(random.below(3)) * 4, u' ')
            + u"const auto %1 = %2(%3); // %4\n"_s.arg(englishWord(random), englishWord(random))
                  .arg(random.below(1000))
                  .arg(englishWord(random));
    }
    return text + u"```"_s;
}

QString list(Random &random)
{
    QStringList lines;
    for (auto item = 2 + random.below(6); item > 0; --item)
        lines.append(u"- "_s + (random.below(3) == 0 ? u"[x] "_s : QString()) + inventSentence(random, 5));
    return lines.join(u'\n');
}

QString link(Random &random)
{
    return u"https://%1.example/%2/%3?id=%4"_s.arg(englishWord(random), englishWord(random), englishWord(random))
        .arg(random.below(100'000));
}

QString pages(Random &random)
{
    QStringList parts {u"## "_s + inventSentence(random, 4)};
    for (auto left = 4 + random.below(16); left > 0; --left)
        parts.append(random.below(6) == 0 ? list(random) : sentences(random, 3 + random.below(5)));
    return parts.join(u"\n\n"_s);
}

QString plain(Random &random)
{
    const auto kind = random.below(1000);
    if (kind < 120)
        return englishWord(random);
    if (kind < 160)
        return inventEmoji(random);
    if (kind < 650)
        return sentences(random, 1);
    if (kind < 850)
        return sentences(random, 2 + random.below(3));
    if (kind < 890)
        return link(random) + u' ' + inventSentence(random, 5);
    if (kind < 920)
        return inventSentence(random, 4) + u" **"_s + inventSentence(random, 2) + u"** `"_s + englishWord(random)
            + u"`"_s;
    if (kind < 945)
        return code(random);
    if (kind < 965)
        return list(random);
    if (kind < 985)
        return u"> "_s + inventSentence(random, 9) + u"\n\n"_s + sentences(random, 1);
    if (kind < 995)
        return sentences(random, 5) + u"\n\n"_s + sentences(random, 5);
    return pages(random);
}

} // namespace

QString inventSentence(Random &random, int words)
{
    QStringList parts;
    for (int i = 0; i < words; ++i)
        parts.append(englishWord(random));
    parts.first()[0] = parts.first().at(0).toUpper();
    return parts.join(u' ') + (random.below(5) == 0 ? u"?"_s : u"."_s);
}

QString inventEmoji(Random &random)
{
    return pick(random, emoji);
}

QString inventText(Random &random, const QString &mention)
{
    const QString text = plain(random);
    return mention.isEmpty() ? text : u"@%1 %2"_s.arg(mention, text);
}

} // namespace coterie::bench

#include <QByteArray>
#include <QDirIterator>
#include <QFile>

#include <cstdint>
#include <cstdio>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

void run(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(
        reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size()));
}

} // namespace

/// Plays every file of a folder, and every prefix of it, through the fuzz target. Fails if the folder is empty.
int main(int argc, char **argv)
{
    int files = 0;
    QDirIterator folder(QString::fromLocal8Bit(argc > 1 ? argv[1] : "."), QDir::Files);
    while (folder.hasNext()) {
        QFile file(folder.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        for (qsizetype length = 0; length <= bytes.size(); ++length)
            run(bytes.first(length));
        ++files;
    }
    std::printf("%d files played\n", files);
    return files > 0 ? 0 : 1;
}

#!/bin/sh
# Installs what building Coterie needs, after saying what it is about to do. Usage: packaging/deps.sh [build|test]
# "test" adds the tools that only the test suite and the static checks use. Does nothing when all of it is there.
set -eu
purpose=${1:-build}

debian_build="build-essential cmake ninja-build ccache mold pkg-config
 qt6-base-dev qt6-base-dev-tools qt6-declarative-dev qt6-declarative-dev-tools qt6-websockets-dev qt6-svg-dev
 libgl1-mesa-dev libegl1-mesa-dev libvulkan-dev
 qml6-module-qtquick qml6-module-qtquick-templates qml6-module-qtquick-window
 qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript
 libsqlite3-dev libsodium-dev libmd4c-dev qtkeychain-qt6-dev qt6-l10n-tools qt6-tools-dev qt6-tools-dev-tools
 fonts-noto-color-emoji ca-certificates"
debian_test="qml6-module-qttest xvfb xauth xdotool clang-format clang-tidy clazy openssl desktop-file-utils appstream lintian dpkg-dev
 sqlite3 procps imagemagick nginx-light poppler-utils"
fedora_build="gcc-c++ cmake ninja-build ccache mold pkgconf-pkg-config qt6-qtbase-devel qt6-qtdeclarative-devel
 qt6-qtwebsockets-devel qt6-qtsvg-devel qt6-qttools-devel sqlite-devel libsodium-devel md4c-devel qtkeychain-qt6-devel
 google-noto-color-emoji-fonts"
arch_build="base-devel cmake ninja ccache mold pkgconf qt6-base qt6-declarative qt6-websockets qt6-svg qt6-tools sqlite
 libsodium md4c qtkeychain-qt6 noto-fonts-emoji"
brew_build="cmake ninja ccache pkg-config qt sqlite libsodium md4c qtkeychain"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_debian() {
    wanted="$debian_build"
    [ "$purpose" = test ] && wanted="$wanted $debian_test"
    if [ "$purpose" = test ] && ! command -v node >/dev/null 2>&1; then wanted="$wanted nodejs npm"; fi
    # Ubuntu 24.04 has this one under its older name.
    if ! apt-cache show qt6-svg-dev >/dev/null 2>&1 && apt-cache show libqt6svg6-dev >/dev/null 2>&1; then
        wanted=$(echo "$wanted" | sed 's/qt6-svg-dev/libqt6svg6-dev/')
    fi
    missing=""
    for package in $wanted; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "Installing with apt-get:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    # shellcheck disable=SC2086 # a list of words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

if command -v apt-get >/dev/null 2>&1; then
    install_debian
elif command -v dnf >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    if ! rpm -q $fedora_build >/dev/null 2>&1; then
        echo "Installing with dnf: $fedora_build"
        as_root dnf install -y -q $fedora_build
    fi
elif command -v pacman >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    if ! pacman -Qi $arch_build >/dev/null 2>&1; then
        echo "Installing with pacman: $arch_build"
        as_root pacman -S --needed --noconfirm $arch_build
    fi
elif command -v brew >/dev/null 2>&1; then
    echo "Installing with Homebrew what is missing of: $brew_build"
    # shellcheck disable=SC2086
    brew install --quiet $brew_build
else
    echo "This system has no package manager we know. Needed: Qt 6.4 or newer (Core, Network, WebSockets, Quick, Svg, Test)," >&2
    echo "SQLite, libsodium, md4c, CMake 3.25, Ninja, a C++20 compiler; QtKeychain if you can." >&2
    exit 1
fi

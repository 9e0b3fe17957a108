#!/bin/sh
# Builds the Debian packages, installs them into an empty root folder, runs what was installed, removes it again, and looks for
# anything left behind. Usage: install_test.sh BUILD_DIR. Needs root (or fakeroot) for dpkg; touches nothing outside its folder.
set -eu
build=$1
root=$(mktemp -d)
data=$(mktemp -d)
server=""
cleanup() {
    [ -n "$server" ] && kill "$server" 2>/dev/null
    rm -rf "$root" "$data"
}
trap cleanup EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

rm -rf "$build/packages"
(cd "$build" && cpack -G DEB >"$data/cpack.log" 2>&1) || { cat "$data/cpack.log" >&2; fail "cpack"; }
packages=$(ls "$build"/packages/*.deb)
[ "$(echo "$packages" | wc -l)" = 4 ] || fail "expected four packages, got: $packages"

mkdir -p "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/info"
touch "$root/var/lib/dpkg/status" "$root/var/lib/dpkg/available"
find "$root" -type f | sort >"$data/before"
run_dpkg() { dpkg --root="$root" --force-script-chrootless --force-depends --force-not-root --log=/dev/null "$@" >"$data/dpkg.log" 2>&1 || { cat "$data/dpkg.log" >&2; fail "dpkg $*"; }; }

# shellcheck disable=SC2086 # a list of files
run_dpkg -i $packages
for program in coterie coterie-server coterie-cli coterie-render; do
    "$root/usr/bin/$program" --version | grep -q "[0-9]" || fail "$program --version"
done
desktop-file-validate "$root/usr/share/applications/org.coterie.Coterie.desktop" || fail "desktop entry"
appstreamcli validate --no-net --no-color "$root/usr/share/metainfo/org.coterie.Coterie.metainfo.xml" >"$data/appstream.log" 2>&1 ||
    { cat "$data/appstream.log" >&2; fail "AppStream metadata"; }
[ -f "$root/usr/lib/systemd/system/coterie-server.service" ] || fail "no service unit"
dpkg-deb -f "$build"/packages/coterie_*.deb Depends | grep -q "libqt6quick6" || fail "library dependencies were not found"

"$root/usr/bin/coterie-server" --listen 127.0.0.1:0 --data "$data/server" --guests >"$data/server.out" 2>"$data/server.err" &
server=$!
url=""
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    url=$(sed -n 's/.*"url":"\([^"]*\)".*/\1/p' "$data/server.out")
    [ -n "$url" ] && break
    sleep 0.25
done
[ -n "$url" ] || fail "the installed server does not start: $(cat "$data/server.err")"
XDG_DATA_HOME=$data/cli XDG_CONFIG_HOME=$data/cli "$root/usr/bin/coterie-cli" --server "$url" --guest Pat send general "Hello from the package" >/dev/null ||
    fail "the installed command line cannot talk to the installed server"
board() { XDG_DATA_HOME=$data/cli XDG_CONFIG_HOME=$data/cli "$root/usr/bin/coterie-cli" --server "$url" --guest Pat board "$@"; }
board create general Retro --template retro >/dev/null || fail "the installed command line makes no board"
board export Retro --format png | head -c 4 | grep -q PNG || fail "the installed coterie-render makes no picture"
XDG_DATA_HOME=$data/app XDG_CONFIG_HOME=$data/app QT_QPA_PLATFORM=offscreen "$root/usr/bin/coterie" --quit-after 2 || fail "the installed app does not run"
kill -TERM "$server"
wait "$server" || fail "the server's exit code was $?"
server=""

run_dpkg -P coterie coterie-server coterie-cli coterie-render
find "$root" -type f ! -path "$root/var/lib/dpkg/*" | sort >"$data/after"
[ ! -s "$data/after" ] || { cat "$data/after" >&2; fail "left behind after the removal"; }
echo "packages install, run and uninstall"

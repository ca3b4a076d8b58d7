#!/bin/sh
# Makes dist/valence-VERSION-macos-ARCH.dmg of dist/Valence.app, on a Mac.
#
#   packaging/macos/make-dmg.sh VERSION
#
# Signed where SIGNING_IDENTITY names a "Developer ID Application" certificate in the keychain, and
# notarised by Apple where NOTARY_PROFILE names credentials that `xcrun notarytool
# store-credentials` has kept there. Both need a membership of Apple's developer program. Without
# them the image works, but macOS asks the user to allow the program in the privacy settings.
set -eu
cd "$(dirname "$0")/../.."

version=${1:?give the version}
app=dist/Valence.app
image=dist/valence-$version-macos-$(uname -m).dmg

if [ -n "${SIGNING_IDENTITY:-}" ]; then
    codesign --force --deep --timestamp --options runtime \
        --entitlements packaging/macos/entitlements.plist --sign "$SIGNING_IDENTITY" "$app"
    codesign --verify --deep --strict "$app"
else
    # Apple's processors run nothing that is not signed at all.
    codesign --force --deep --sign - "$app"
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname "Valence $version" -srcfolder "$stage" -format ULFO "$image"

if [ -n "${SIGNING_IDENTITY:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
else
    echo "Not notarised: set SIGNING_IDENTITY and NOTARY_PROFILE (see the top of this script)." >&2
fi

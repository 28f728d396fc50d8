#!/usr/bin/env bash
# The check of action.yml, which gives its inputs as variables. It writes status to
# the outputs of the step, and fails only if perlheap cannot be had: what is found
# must be uploaded first. Runs on the bash 3.2 of macOS, too.
set -euo pipefail

# installed gets the archive of a release, and compares it with its checksum.
installed() {
    local os arch suffix=tar.gz temp=${RUNNER_TEMP:-/tmp} name folder sum
    case $RUNNER_OS in
        Linux) os=linux ;;
        macOS) os=darwin ;;
        # D:\a\_temp would be two folders in the path of this bash.
        Windows) os=windows suffix=zip temp=$(cygpath -u "$temp") ;;
        *) echo "perlheap is not made for $RUNNER_OS" >&2; return 1 ;;
    esac
    case $RUNNER_ARCH in
        X64) arch=amd64 ;;
        ARM64) arch=arm64 ;;
        *) echo "perlheap is not made for $RUNNER_ARCH" >&2; return 1 ;;
    esac
    name=perlheap-$VERSION-$os-$arch
    folder=$temp/perlheap-$VERSION
    mkdir -p "$folder"
    curl -fsSL --retry 3 -o "$folder/$name.$suffix" "$FROM/v$VERSION/$name.$suffix"
    curl -fsSL --retry 3 -o "$folder/SHA256SUMS" "$FROM/v$VERSION/SHA256SUMS"
    sum=$({ sha256sum "$folder/$name.$suffix" 2>/dev/null || shasum -a 256 "$folder/$name.$suffix"; } | cut -d ' ' -f 1 | tr -d '\\')
    grep -qx "$sum  $name.$suffix" "$folder/SHA256SUMS" || { echo "$name.$suffix is not what SHA256SUMS says" >&2; return 1; }
    if [ "$suffix" = zip ]; then
        unzip -qo "$folder/$name.zip" -d "$folder"
    else
        tar -xzf "$folder/$name.tar.gz" -C "$folder"
    fi
    PATH=$folder/$name:$PATH
}
type perlheap >/dev/null 2>&1 || installed
perlheap version

args=(--root "$ROOT" --fail-on "$FAIL_ON")
[ -z "$MAX_GROWTH" ] || args+=(--max-growth "$MAX_GROWTH")
[ -z "$MAX_CLOSURES" ] || args+=(--max-closures "$MAX_CLOSURES")
IFS=$'\n'
# shellcheck disable=SC2206 # one glob per line
args+=(-- $DUMPS)

status=0
perlheap check "${args[@]}" || status=$?
if [ "$status" -le 1 ]; then
    # What is found is found again, in another form.
    perlheap check --format sarif "${args[@]}" >"$SARIF" || [ $? = "$status" ]
    [ -z "$JUNIT" ] || perlheap check --format junit "${args[@]}" >"$JUNIT" || [ $? = "$status" ]
fi
echo "status=$status" >>"$GITHUB_OUTPUT"

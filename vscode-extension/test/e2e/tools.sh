#!/bin/bash
# Installs what the end-to-end test drives the extension with: Debian's
# Chromium, and code-server (VS Code itself, served to a browser) from npm into
# .cache/, which git ignores. Does nothing when all of it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The newest version that runs on Node 20 (VS Code 1.100.3).
version=4.100.3

# Where node is installed, with the headers that native modules are built against.
nodedir=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v rg >/dev/null || missing+=(ripgrep)
command -v g++ >/dev/null || missing+=(build-essential)
command -v python3 >/dev/null || missing+=(python3)
fc-list 2>/dev/null | grep -qi dejavu || missing+=(fontconfig fonts-dejavu-core)
[ -e "$nodedir/include/node/node_api.h" ] || missing+=(libnode-dev)
perl -MDevel::MAT::Dumper -e1 2>/dev/null || missing+=(libdevel-mat-dumper-perl)
perl -MPerl::LanguageServer -e1 2>/dev/null || missing+=(libperl-languageserver-perl)
if [ "${#missing[@]}" -gt 0 ]; then
    echo "installing ${missing[*]}"
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

cache=$PWD/.cache/code-server
stamp=$cache/installed-$version-node-$(node -p process.versions.modules)
[ -e "$stamp" ] && exit 0

echo "installing code-server $version"
rm -rf "$cache"
mkdir -p "$cache"
cd "$cache"
echo '{ "private": true }' > package.json
# With nodedir nothing but packages is downloaded.
export npm_config_nodedir=$nodedir npm_config_fund=false npm_config_audit=false npm_config_loglevel=error
npm install --ignore-scripts --no-save "code-server@$version"
npm rebuild argon2 --build-from-source
cd node_modules/code-server/lib/vscode
npm install --ignore-scripts --omit=dev
npm rebuild @vscode/spdlog native-watchdog
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sfn "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
ln -sfn node_modules node_modules.asar
touch "$stamp"

#!/bin/bash
# Everything that is checked of the extension, from a fresh clone: installs its
# packages, lints, builds, packages it with the server inside, and drives it in
# a real VS Code. Needs Go, Node 20 or later and, for the last step, Debian.
set -euo pipefail
cd "$(dirname "$0")/.."

# Installing again what is there already would take longer than the tests.
if ! cmp -s package-lock.json node_modules/.installed-lock; then
    npm ci --ignore-scripts --no-fund --no-audit
    cp package-lock.json node_modules/.installed-lock
fi
npm run --silent lint
npm run --silent check-types
npm run --silent l10n -- --check
npm run --silent test:unit
npm run --silent package
npm run --silent test:e2e

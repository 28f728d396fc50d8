// Takes the pictures of README.md and of the walkthrough from those that the tests
// in VS Code took last.
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

for (const name of ['chain-dark', 'chain-light', 'hover-dark', 'problems-dark', 'overview-dark', 'graph-light']) {
  copyFileSync(`${root}test-results/${name}.png`, `${root}images/${name}.png`);
}
for (const name of ['suspects', 'graph', 'growth', 'cure', 'proof']) {
  copyFileSync(`${root}test-results/walkthrough-${name}.png`, `${root}walkthrough/${name}.png`);
}

// Writes l10n/bundle.l10n.json: every text of src/ that vscode.l10n.t (or a t
// that was handed on) is called with, for translators. `--check` only compares.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = `${root}l10n/bundle.l10n.json`;
const texts = new Set();

for (const name of readdirSync(`${root}src`, { recursive: true }).filter((file) => file.endsWith('.ts'))) {
  const file = ts.createSourceFile(name, readFileSync(`${root}src/${name}`, 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node) => {
    if (ts.isCallExpression(node) && calledName(node.expression) === 't') {
      const [text] = node.arguments;
      if (text === undefined || !ts.isStringLiteral(text)) {
        throw new Error(`${name}: t() takes a plain string first`);
      }
      texts.add(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

const wanted = `${JSON.stringify(Object.fromEntries([...texts].sort().map((text) => [text, text])), undefined, 2)}\n`;
if (!process.argv.includes('--check')) {
  writeFileSync(bundle, wanted);
} else if (readFileSync(bundle, 'utf8') !== wanted) {
  console.error('l10n/bundle.l10n.json is stale: run npm run l10n');
  process.exitCode = 1;
}

function calledName(expression) {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.text;
}

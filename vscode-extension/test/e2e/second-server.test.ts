// Beside another Perl server in one VS Code: both answer, and neither hides what
// the other says.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './scenario';

const second = join(__dirname, '../../second-server');
const vsce = join(__dirname, '../../../node_modules/@vscode/vsce/vsce');

scenario(
  'beside Perl::LanguageServer',
  (fixture) => {
    fixture.dump(2_000, 'both.pmat');
    fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
    writeFileSync(join(fixture.folder, 'lib', 'Broken.pm'), 'package Broken;\n\nuse strict;\n\nsub broken { my $x = ; }\n\n1;\n');
    const vsix = join(fixture.work, 'second.vsix');
    execFileSync(
      process.execPath,
      [vsce, 'package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '-o', vsix],
      { cwd: second, stdio: 'pipe' },
    );
    return { own: { others: [vsix] } };
  },
  (step) => {
    step('the lens, the hover and the problem of the heap are there', async ({ vscode }) => {
      await vscode.dumpIsShown();
      await vscode.openFile('Helpers.pm');
      await vscode.lens('2,000 closures alive').waitFor();
      await vscode.hover(vscode.line(vscode.editor('Helpers.pm'), 'error => sub {'), 'sub', 'captures');
      await vscode.escape();
      await vscode.run('Problems: Focus on Problems View');
      await vscode.problem(/2,000 closures/).waitFor();
    });

    step('and so are the symbols and problems of the other server', async ({ vscode }) => {
      await vscode.page.keyboard.press('Control+1');
      await vscode.page.keyboard.press('Control+Shift+o');
      await vscode.row('redis').waitFor();
      await vscode.escape();
      await vscode.openFile('Broken.pm');
      // It checks a while after a change, and now and then not at all: it is asked again.
      for (let tries = 0; tries < 12 && (await vscode.problem(/syntax error/).count()) === 0; tries++) {
        await vscode.line(vscode.editor('Broken.pm'), 'package Broken;').click();
        await vscode.page.keyboard.press('Control+End');
        await vscode.page.keyboard.press('Enter');
        await vscode.problem(/syntax error/).waitFor({ timeout: 5_000 }).catch(() => undefined);
      }
      await vscode.problem(/syntax error/).waitFor();
      await vscode.problem(/2,000 closures/).waitFor();
      await vscode.screenshot('second-server');
    });

    step('which stay when the other says something new', async ({ vscode }) => {
      await vscode.openFile('Helpers.pm');
      await vscode.lens('2,000 closures alive').waitFor();
      await vscode.run('Perl Heap: Hide Everything in the Text');
      await vscode.problem(/2,000 closures/).waitFor({ state: 'hidden' });
      await vscode.problem(/syntax error/).waitFor();
      await vscode.run('Perl Heap: Show Everything in the Text Again');
      await vscode.problem(/2,000 closures/).waitFor();
      await vscode.problem(/syntax error/).waitFor();
    });
  },
);

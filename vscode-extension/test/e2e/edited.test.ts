// A file that is edited after the dump: on disk before it is opened, and in the
// editor that shows it. The lens stays with its sub.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

const subLine = 'error => sub {';

scenario(
  'a lens of a file that is edited',
  (fixture) => {
    fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
    fixture.dump(2_000, 'before.pmat');
    const path = join(fixture.folder, 'lib', 'Helpers.pm');
    const ran = readFileSync(path, 'utf8');
    // Another anonymous sub now stands on the line that the dump has.
    const added = `my @added = (\n${'    sub { my ($x) = @_; return $x + 1 },\n'.repeat(16)});\n`;
    writeFileSync(path, ran.replace('use strict;\n', `use strict;\n${added}`));
    return undefined;
  },
  (step) => {
    step('stays with its sub, on disk before it is opened', async ({ vscode }) => {
      // The whole file is to be seen, or lines would have to be looked for.
      await vscode.page.setViewportSize({ width: 1280, height: 1400 });
      await vscode.dumpIsShown();
      await vscode.openFile('Helpers.pm');
      const lens = vscode.lens('2,000 closures alive');
      // Lenses of variables come a moment later than those of subs, and move them.
      await vscode.lens('%singleton: 1 key').waitFor();
      await vscode.lens('$redis_name alive 2,000 times').waitFor();
      await stands(vscode);
      assert.doesNotMatch((await lens.textContent()) ?? '', /probably/);
      const hover = await vscode.hover(vscode.line(vscode.editor('Helpers.pm'), subLine), 'sub', 'captures');
      assert.match((await hover.textContent()) ?? '', /has changed since the program ran; it was found again here/);
      await vscode.screenshot('edited-on-disk', { pointer: 'stays' });
      await vscode.escape();
    });

    step('stays with its sub, in the editor, in its place', async ({ vscode }) => {
      await vscode.run('Problems: Focus on Problems View');
      await vscode.problem(/2,000 closures.*Ln 36,/).waitFor();
      const editor = vscode.editor('Helpers.pm');
      await vscode.line(editor, 'use warnings;').click();
      await vscode.page.keyboard.press('Control+Home');
      await vscode.page.keyboard.type('# one\n# two\n');
      await vscode.line(editor, '# two').waitFor();
      await vscode.status(/^Ln 3, Col 1/).waitFor();
      // The editor moves a lens with its line at once; a problem stays where the server has said, until it says anew.
      await vscode.problem(/2,000 closures.*Ln 38,/).waitFor();
      await stands(vscode);
    });

    step('stays with its sub, in the editor, until it is gone, and when it is back', async ({ vscode }) => {
      // Without its sub the number is told above the first line, and comes back with it.
      await vscode.line(vscode.editor('Helpers.pm'), subLine).click();
      await vscode.page.keyboard.press('Control+Shift+k');
      await vscode.lens('1 site of the dump was not found in this file').waitFor();
      await vscode.screenshot('edited-gone');
      await vscode.page.keyboard.press('Control+z');
      await vscode.lens('1 site of the dump was not found in this file').waitFor({ state: 'hidden' });
      await stands(vscode);
    });
  },
);

/** Waits until the lens is above its sub. */
function stands(vscode: Workbench): Promise<void> {
  return vscode.stands(vscode.lens('2,000 closures alive'), vscode.line(vscode.editor('Helpers.pm'), subLine));
}

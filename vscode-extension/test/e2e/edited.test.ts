// A file that is edited after the dump: on disk before it is opened, and in the
// editor that shows it. The lens stays with its sub.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { startCodeServer } from './codeServer';
import { newFixture, packagedExtension } from './fixture';
import { Workbench } from './workbench';

const subLine = 'error => sub {';

it('a lens stays with its sub when the file is edited', { timeout: 180_000 }, async () => {
  const fixture = newFixture();
  fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
  fixture.dump(2_000, 'before.pmat');
  const path = join(fixture.folder, 'lib', 'Helpers.pm');
  const ran = readFileSync(path, 'utf8');
  // Another anonymous sub now stands on the line that the dump has.
  const added = `my @added = (\n${'    sub { my ($x) = @_; return $x + 1 },\n'.repeat(16)});\n`;
  writeFileSync(path, ran.replace('use strict;\n', `use strict;\n${added}`));
  const server = await startCodeServer(fixture.work, packagedExtension(), { trust: 'all' });
  try {
    const vscode = await Workbench.open(server.url(fixture.folder));
    try {
      // The whole file is to be seen, or lines would have to be looked for.
      await vscode.page.setViewportSize({ width: 1280, height: 1100 });
      await vscode.openFile('Helpers.pm');
      const lens = vscode.lens('2,000 closures alive');
      const editor = vscode.editor('Helpers.pm');
      const stands = (): Promise<void> => vscode.stands(lens, vscode.line(editor, subLine));
      // Lenses of variables come a moment later than those of subs, and move them.
      await vscode.lens('%singleton: 1 key').waitFor();
      await vscode.lens('$redis_name alive 2,000 times').waitFor();
      await stands();
      assert.doesNotMatch((await lens.textContent()) ?? '', /probably/);
      const hover = await vscode.hover(vscode.line(editor, subLine), 'sub', 'captures');
      assert.match((await hover.textContent()) ?? '', /has changed since the program ran; it was found again here/);
      await vscode.screenshot('edited-on-disk', { pointer: 'stays' });
      await vscode.escape();

      await vscode.line(editor, 'use warnings;').click();
      await vscode.page.keyboard.press('Control+Home');
      await vscode.page.keyboard.type('# one\n# two\n');
      await vscode.line(editor, '# two').waitFor();
      await vscode.status(/^Ln 3, Col 1/).waitFor();
      // The editor moves a lens with its line at once, the server's answer comes later.
      await vscode.page.waitForTimeout(1_500);
      await stands();

      // Without its sub the number is told above the first line, and comes back with it.
      await vscode.line(editor, subLine).click();
      await vscode.page.keyboard.press('Control+Shift+k');
      await vscode.lens('1 site of the dump was not found in this file').waitFor();
      await vscode.screenshot('edited-gone');
      await vscode.page.keyboard.press('Control+z');
      await stands();
    } catch (error) {
      await vscode.picture('failed-edited');
      console.log(server.log());
      throw error;
    } finally {
      await vscode.close();
    }
  } finally {
    await server.stop();
    rmSync(fixture.work, { recursive: true, force: true });
  }
});

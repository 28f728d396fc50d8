// Three dumps of one process in a real VS Code: growth in the lens, a suspect
// as a problem with its cure, why it is alive, and another baseline.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { startCodeServer } from './codeServer';
import { newFixture, packagedExtension } from './fixture';
import { Workbench } from './workbench';

const leaks = join(__dirname, '../../../../testdata/leaks');

it('growth, suspects and cures', { timeout: 240_000 }, async () => {
  const fixture = newFixture();
  // A widget whose handler is a closure over the widget: cycles that nothing holds.
  cpSync(join(leaks, 'click-handler', 'App.pm'), join(fixture.folder, 'App.pm'));
  const out = join(fixture.work, 'dumps');
  mkdirSync(out);
  execFileSync('perl', [join(leaks, 'run.pl'), fixture.folder, out]);
  for (const [name, minute] of [['early', 21], ['mid', 31], ['late', 41]] as const) {
    const at = new Date(2026, 2, 4, 10, minute);
    const path = join(fixture.folder, `${name}.pmat`);
    cpSync(join(out, `${name}.pmat`), path);
    utimesSync(path, at, at);
  }
  fixture.setSettings({ 'perlheap.dumps': ['*.pmat'], 'perlheap.codeLens.kinds': ['closure'] });
  const server = await startCodeServer(fixture.work, packagedExtension(), { trust: 'all' });
  try {
    const vscode = await Workbench.open(server.url(fixture.folder));
    try {
      await vscode.openFile('App.pm');
      await vscode.lens(/850 closures alive · .* retained · \+800 since 10:21$/).waitFor();
      await vscode.run('Problems: Focus on Problems View');
      const problem = vscode.problem(/nothing outside the cycle holds it\. Cure: /);
      await problem.waitFor();
      assert.equal(await problem.locator('.codicon-warning').count(), 1, 'it is a warning');
      await vscode.problem('Widget ->{on_click}').waitFor();
      await vscode.screenshot('suspect-problem');
      await vscode.run('View: Hide Panel');

      // Growth from the dump in between.
      await vscode.run('Perl Heap: Set Baseline…');
      await vscode.row('mid.pmat').click();
      await vscode.lens(/\+400 since 10:31$/).waitFor();

      // Why, from the lightbulb.
      const line = vscode.line(vscode.editor('App.pm'), 'on_click(sub {');
      await line.locator('span span').filter({ hasText: 'sub' }).first().click();
      await vscode.page.keyboard.press('Control+.');
      const menu = vscode.page.locator('.action-widget');
      await menu.getByText('Let the closure capture a weak copy of $self').waitFor();
      await vscode.screenshot('quick-fix');
      await menu.getByText('Why is this alive?').click();
      await vscode.tab('App.pm line 12').waitFor();
      const why = vscode.editor('App.pm line 12');
      await vscode.line(why, '850 closures of line 12 are:').waitFor();
      await vscode.screenshot('why');

      // The cure is applied at once, and can be undone.
      await vscode.openFile('App.pm');
      await line.locator('span span').filter({ hasText: 'sub' }).first().click();
      await vscode.page.keyboard.press('Control+.');
      await menu.getByText('Let the closure capture a weak copy of $self').waitFor();
      await vscode.page.keyboard.press('Enter'); // the first of the menu
      const cured = vscode.line(vscode.editor('App.pm'), 'weaken(my $weak_self = $self);');
      await cured.waitFor();
      await vscode.screenshot('cured');
      await vscode.page.keyboard.press('Control+z');
      await cured.waitFor({ state: 'detached' });
      await vscode.page.keyboard.press('Control+Shift+z');
      await cured.waitFor();
      await vscode.run('File: Save');
      await vscode.page.waitForTimeout(500);
      assert.match(readFileSync(join(fixture.folder, 'App.pm'), 'utf8'), /weaken\(my \$weak_self = \$self\);\n {4}\$self->on_click\(sub \{\n {8}my \$self = \$weak_self or return;\n/);
      execFileSync('perl', ['-c', 'App.pm'], { cwd: fixture.folder, stdio: 'pipe' });
    } catch (error) {
      await vscode.picture('failed-growth');
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

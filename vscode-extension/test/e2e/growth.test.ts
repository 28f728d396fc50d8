// Three dumps of one process in a real VS Code: growth in the lens, a suspect
// as a problem with its cure, why it is alive, and another baseline.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from './eventually';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

const leaks = join(__dirname, '../../../../testdata/leaks');

scenario(
  'growth',
  (fixture) => {
    // A widget whose handler is a closure over the widget: cycles that nothing holds.
    // It hands none of them out: a weak copy could not be offered if it did.
    const handsOut = readFileSync(join(leaks, 'click-handler', 'App.pm'), 'utf8');
    const keeps = handsOut
      .replace('shift if @_; return $self->{on_click} }', 'shift; return $self } sub click { return $_[0]{on_click}->($_[1]) }')
      .replace('->on_click->(1)', '->click(1)');
    writeFileSync(join(fixture.folder, 'App.pm'), keeps);
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
    return undefined;
  },
  (step) => {
    step('is in the lens, and a suspect with its cure among the problems', async ({ vscode }) => {
      await vscode.dumpIsShown();
      await vscode.openFile('App.pm');
      await vscode.lens(/850 closures alive · .* retained · \+800 since 10:21$/).waitFor();
      await vscode.run('Problems: Focus on Problems View');
      const problem = vscode.problem(/nothing outside the cycle holds it\. Cure: /);
      await problem.waitFor();
      assert.equal(await problem.locator('.codicon-warning').count(), 1, 'it is a warning');
      await vscode.problem('Widget ->{on_click}').waitFor();
      await vscode.screenshot('suspect-problem');
      await vscode.run('View: Hide Panel');
    });

    step('is counted from the dump in between', async ({ vscode }) => {
      await vscode.run('Perl Heap: Set Baseline…');
      await vscode.row('mid.pmat').click();
      await vscode.lens(/\+400 since 10:31$/).waitFor();
    });

    step('is explained from the lightbulb', async ({ vscode }) => {
      const menu = await lightbulb(vscode);
      await menu.getByText('Let the closure capture a weak copy of $self').waitFor();
      await vscode.screenshot('quick-fix');
      await vscode.picture('walkthrough-cure', menu);
      await menu.getByText('Why is this alive?').click();
      await vscode.tab('App.pm line 12').waitFor();
      const why = vscode.editor('App.pm line 12');
      await vscode.line(why, '850 closures of line 12 are:').waitFor();
      await vscode.screenshot('why');
    });

    step('has a cure that is applied at once, and can be undone', async ({ vscode, fixture }) => {
      await vscode.openFile('App.pm');
      const menu = await lightbulb(vscode);
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
      await eventually(() => {
        assert.match(readFileSync(join(fixture.folder, 'App.pm'), 'utf8'), /weaken\(my \$weak_self = \$self\);\n {4}\$self->on_click\(sub \{\n {8}my \$self = \$weak_self or return;\n/);
      });
      execFileSync('perl', ['-c', 'App.pm'], { cwd: fixture.folder, stdio: 'pipe' });
    });
  },
);

/** What is offered for the sub that leaks. */
async function lightbulb(vscode: Workbench): Promise<Locator> {
  const line = vscode.line(vscode.editor('App.pm'), 'on_click(sub {');
  await line.locator('span span').filter({ hasText: 'sub' }).first().click();
  await vscode.page.keyboard.press('Control+.');
  return vscode.page.locator('.action-widget');
}

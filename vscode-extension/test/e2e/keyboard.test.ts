// Without a mouse: views, their rows and menus, the graph, the overview. And
// what stands in the text without words: heat in the gutter, hidden and back.

import assert from 'node:assert/strict';
import { forAll, namedRows } from './accessibility';
import { eventually } from './eventually';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

scenario(
  'without a mouse',
  (fixture) => {
    fixture.series({ 'early.pmat': 1_000, 'mid.pmat': 2_000, 'late.pmat': 4_000 });
    fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
  },
  (step) => {
    step('a hot line is opened from its view', async ({ vscode }) => {
      await vscode.type('Perl Heap: Focus on Hot Lines View');
      await vscode.labelled('Hot Lines', 'lib/Helpers.pm:18, 7,000 closures alive').waitFor();
      await vscode.labelled('Suspects', 'lib/Helpers.pm:18').waitFor();
      // The view had no rows yet that could take the focus.
      await vscode.type('Perl Heap: Focus on Hot Lines View');
      await goTo(vscode, 'Hot Lines', 'lib/Helpers.pm:18, 7,000 closures alive');
      await vscode.page.keyboard.press('Enter');
      await vscode.status('Ln 18, Col 1').waitFor();
      await vscode.lens('7,000 closures alive').waitFor();
    });

    step('lines are compared with another dump', async ({ vscode }) => {
      await vscode.type('Perl Heap: Compare Dumps…');
      for (const name of ['mid.pmat', 'late.pmat']) {
        await vscode.row(name).waitFor();
        await vscode.input().fill(name);
        await vscode.page.keyboard.press('Enter');
      }
      await vscode.labelled('Hot Lines', 'lib/Helpers.pm:18, 7,000 closures alive').filter({ hasText: '+4,000' }).waitFor();
      await vscode.pane('Hot Lines').locator('.pane-header').getByText('by growth').waitFor();
      await vscode.lens(/7,000 closures alive .*\+4,000 since/).waitFor();
      await vscode.type('Perl Heap: Sort Hot Lines by Bytes');
      await vscode.pane('Hot Lines').locator('.pane-header').getByText('by bytes').waitFor();
    });

    step('a suspect is unfolded, and its menu draws the graph', async ({ vscode }) => {
      await vscode.type('Perl Heap: Focus on Suspects View');
      await goTo(vscode, 'Suspects', 'lib/Helpers.pm:18');
      await vscode.page.keyboard.press('ArrowRight');
      await vscode.item('Suspects', 'Cure:').waitFor();
      await vscode.page.keyboard.press('Shift+F10');
      await vscode.page.locator('.monaco-menu-container .action-item').filter({ hasText: 'Show Graph of What Holds It' }).waitFor();
      const chosen = vscode.page.locator('.monaco-menu-container .action-item.focused').filter({ hasText: 'Show Graph of What Holds It' });
      for (let left = 20; left > 0 && (await chosen.count()) === 0; left--) {
        await vscode.page.keyboard.press('ArrowDown');
      }
      await chosen.waitFor();
      await vscode.page.keyboard.press('Enter');
      await vscode.webview().locator('.node.root').waitFor();
    });

    step('the graph is walked through, and shows an SV', async ({ vscode }) => {
      const page = vscode.webview();
      await tabTo(vscode, () => page.locator('.node:focus').count());
      await page.locator('.node.subject:focus').waitFor();
      await vscode.page.keyboard.press('ArrowUp');
      await page.locator('.node.point:focus').getByText('ARRAY(7000)').waitFor();
      await page.locator('.details').getByText('ARRAY(7000)').waitFor();
      await page.locator('summary').click();
      await forAll(vscode);
      await page.locator('.node.point').focus();
      await vscode.page.keyboard.press('Enter');
      await vscode.tab(/0x[0-9a-f]+/).waitFor();
    });

    step('an overview is opened and read', async ({ vscode, fixture }) => {
      await vscode.type('View: Close All Editors');
      await vscode.type('Perl Heap: Open Overview');
      const page = vscode.webview();
      await page.locator('.lines .row').first().waitFor();
      await page.locator('.waste .row').first().waitFor();
      await page.locator('.histogram .row').first().waitFor();
      await page.locator('.growth .plot').waitFor();
      await forAll(vscode);
      await namedRows(vscode);
      await page.locator('.lines .list').focus();
      for (let left = 8; left > 0 && (await page.locator('.lines .row.active').filter({ hasText: 'lib/Helpers.pm:18' }).count()) === 0; left--) {
        await vscode.page.keyboard.press('ArrowDown');
      }
      // The overview follows when everything is placed anew, and the focus stays on its row.
      const at = page.locator('.lines .row.active').filter({ hasText: 'lib/Helpers.pm:18' });
      const why = at.getByRole('button', { name: 'Why' });
      await why.focus();
      await at.evaluate((row) => {
        row.setAttribute('data-before', '');
      });
      fixture.setSettings({ 'perlheap.dumps': ['*.pmat'], 'perlheap.own': ['lib'] });
      await page.locator('.lines .row.active:not([data-before])').waitFor();
      assert.equal(await why.evaluate((button) => button === document.activeElement), true, 'the button of the same row has the focus');
      await page.locator('.lines .list').focus();
      await vscode.page.keyboard.press('Enter');
      await vscode.status('Ln 18, Col 1').waitFor();
    });

    step('heat stands in the gutter of the right lines', async ({ vscode, fixture }) => {
      assert.deepEqual(await marked(vscode), [], 'not before it is asked for');
      fixture.setSettings({ 'perlheap.dumps': ['*.pmat'], 'perlheap.heat.gutter': true });
      await vscode.page.locator('.glyph-margin-widgets .cgmr').first().waitFor();
      assert.deepEqual(await marked(vscode), [9, 13, 18]);
      await vscode.screenshot('gutter');
    });

    step('everything is hidden, and brought back', async ({ vscode, fixture }) => {
      const line = vscode.line(vscode.editor('Helpers.pm'), 'error => sub {');
      await vscode.type('Perl Heap: Hide Everything in the Text');
      await vscode.lens('closures alive').waitFor({ state: 'hidden' });
      await vscode.page.locator('.squiggly-warning, .squiggly-error, .squiggly-info').first().waitFor({ state: 'hidden' });
      assert.deepEqual(await marked(vscode), []);
      await assert.rejects(vscode.hover(line, 'sub', 'captures', 2_000));
      await vscode.type('Perl Heap: Show Everything in the Text Again');
      await vscode.lens('7,000 closures alive').waitFor();
      await vscode.page.locator('.squiggly-warning, .squiggly-error, .squiggly-info').first().waitFor();
      await vscode.hover(line, 'sub', 'captures');
      await vscode.escape();
      assert.deepEqual(await marked(vscode), [9, 13, 18]);
      fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
      await vscode.page.locator('.glyph-margin-widgets .cgmr').first().waitFor({ state: 'hidden' });
    });
  },
);

/** Goes down a view, the focus of which is in it, to a row. */
async function goTo(vscode: Workbench, view: string, label: string): Promise<void> {
  await vscode.pane(view).locator('.monaco-list:focus').waitFor();
  await vscode.page.keyboard.press('Home');
  const focused = vscode.pane(view).locator(`.monaco-list-row.focused[aria-label^="${label}"]`);
  const at = (): Promise<(string | null)[]> =>
    vscode.pane(view).locator('.monaco-list-row.focused').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  for (let left = 20; left > 0 && (await focused.count()) === 0; left--) {
    const before = await at();
    await vscode.page.keyboard.press('ArrowDown');
    await eventually(async () => {
      assert.notDeepEqual(await at(), before, 'the focus goes down');
    }, 10_000);
  }
  await focused.waitFor();
}

/** Tab, until the focus is there. */
async function tabTo(vscode: Workbench, there: () => Promise<number>): Promise<void> {
  for (let left = 40; left > 0; left--) {
    if ((await there()) > 0) {
      return;
    }
    const before = await focus(vscode);
    await vscode.page.keyboard.press('Tab');
    await eventually(async () => {
      assert.notDeepEqual(await focus(vscode), before, 'the focus goes on');
    }, 10_000);
  }
  assert.fail('Tab does not lead there');
}

/** Which element has the focus, in the window and in each frame of it. */
function focus({ page }: Workbench): Promise<number[]> {
  const place = (): number => [...document.querySelectorAll('*')].findIndex((element) => element === document.activeElement);
  return Promise.all(page.frames().map((frame) => frame.evaluate(place).catch(() => NaN))); // a frame may go
}

/** The lines that have a mark in the gutter. */
async function marked(vscode: Workbench): Promise<number[]> {
  const marks = await vscode.page.locator('.glyph-margin-widgets .cgmr').evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().top));
  const lines = await vscode.page
    .locator('.margin-view-overlays .line-numbers')
    .evaluateAll((all) => all.map((number) => ({ top: number.getBoundingClientRect().top, line: Number(number.textContent) })));
  return marks.map((top) => lines.find((line) => Math.abs(line.top - top) < 3)?.line ?? NaN).sort((a, b) => a - b);
}

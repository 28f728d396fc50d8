// A heap whose names try to run something: everywhere they are shown they are
// text, and nothing else.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

const program = join(__dirname, '../../../../testdata/hostile/hostile.pl');
/** Other lines have 2,000 of something too. */
const closures = 'hostile.pl:32, 2,000 closures alive';

scenario(
  'a hostile dump',
  (fixture) => {
    const own = join(fixture.folder, 'hostile.pl');
    cpSync(program, own);
    execFileSync('perl', ['hostile.pl', '2000', join(fixture.folder, 'hostile.pmat')], { cwd: fixture.folder });
    fixture.setSettings({ 'perlheap.dumps': ['hostile.pmat'] });
  },
  (step) => {
    step('is text in views, lenses and hovers', async ({ vscode }) => {
      await vscode.openViews();
      await vscode.item('Hot Lines', 'hostile.pl:').waitFor();
      await vscode.item('Suspects', 'Unreachable').or(vscode.pane('Suspects').locator('.monaco-list-row').first()).first().waitFor();
      await vscode.openFile('hostile.pl');
      const lens = vscode.lens('2,000 closures alive');
      await lens.waitFor();
      const hover = await vscode.hover(vscode.line(vscode.editor('hostile.pl'), '@{ $registry{$name} }, sub {'), 'sub', '2,000');
      assert.equal(await hover.locator('img, script').count(), 0);
      // The extension's own links, and none that the dump has.
      const links = await hover.locator('a[href^="command:"], a[data-href^="command:"]').evaluateAll((all) => all.map((link) => link.textContent));
      assert.deepEqual(links, ['Why is this alive?', 'Graph of what holds it']);
      await vscode.escape();
      await clean(vscode);
    });

    step('is text in the tree of referrers', async ({ vscode }) => {
      await vscode.menu(vscode.labelled('Hot Lines', closures), 'Show Referrers: Paths to the Roots');
      await vscode.item('Referrers', /CODE\(PP,closure\)/).waitFor();
      await clean(vscode);
    });

    step('is text in the overview', async ({ vscode }) => {
      await vscode.item('Dumps', 'hostile.pmat').click();
      const page = vscode.webview();
      await page.locator('h1').filter({ hasText: 'hostile.pmat' }).waitFor();
      await page.locator('.totals .row').filter({ hasText: '<img src=x onerror=' }).waitFor();
      await page.locator('.totals .row').filter({ hasText: '[x](command:' }).click();
      await page.locator('.search').getByText('Found: 50').waitFor();
      assert.equal(await page.locator('main img, main script, main iframe, main a').count(), 0);
      assert.equal(await page.locator('main').evaluate(() => 'pwned' in window), false);
      await clean(vscode);
    });

    step('is text in the graph', async ({ vscode }) => {
      await vscode.run('View: Close All Editors');
      await vscode.menu(vscode.labelled('Hot Lines', closures), 'Show Graph of What Holds It');
      const page = vscode.webview();
      await page.locator('h1').filter({ hasText: 'hostile.pl line 32' }).waitFor();
      await page.locator('.node').first().waitFor();
      assert.equal(await page.locator('main img, main script, main iframe, main a, main foreignObject').count(), 0);
      assert.equal(await page.locator('main').evaluate(() => 'pwned' in window), false);
      await clean(vscode);
    });

    step('is refused where a page would do what is not of its protocol', async ({ vscode, server }) => {
      const before = await vscode.page.locator('.tabs-container .tab').count();
      await vscode.webview().locator('main').evaluate(() => {
        // The page's own script holds the only handle to the editor: a message
        // to the page from the page is what a script in it could send.
        window.postMessage({ type: 'part', part: 'constructor', value: {} }, '*');
        window.postMessage({ type: 'hello', l10n: 'x' }, '*');
      });
      assert.equal(await vscode.page.locator('.tabs-container .tab').count(), before);
      assert.doesNotMatch(server.log(), /Unhandled|TypeError/);
    });
  },
);

/** The workbench itself has run nothing, asked no network and shows no picture of the dump's. */
async function clean(vscode: Workbench): Promise<void> {
  assert.equal(await vscode.page.evaluate(() => 'pwned' in window), false);
  assert.equal(await vscode.page.locator('img[src="x"], img[src*="example.invalid"]').count(), 0);
}

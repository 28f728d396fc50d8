// The views of the side bar: dumps of one process, the lines that grow, who
// holds them.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { unreadable } from './contrast';
import { scenario } from './scenario';
import type { Workbench } from './workbench';

scenario(
  'the views',
  () => undefined,
  (step) => {
    step('say what to do when there is no dump', async ({ vscode }) => {
      await vscode.openViews();
      const dumps = vscode.pane('Dumps');
      await dumps.getByText('No heap dump is loaded.').waitFor();
      await dumps.getByRole('button', { name: 'Load Dump…' }).waitFor();
      await vscode.pane('Suspects').getByText('Once a dump is loaded').waitFor();
      await vscode.screenshot('views-empty');
    });

    step('list the dumps of a process, the newest shown and the oldest as baseline', async ({ vscode, fixture }) => {
      fixture.series({ 'early.pmat': 1_000, 'mid.pmat': 2_000, 'late.pmat': 4_000 });
      fixture.setSettings({ 'perlheap.dumps': ['*.pmat'] });
      await vscode.item('Dumps', /late\.pmat.*shown/).waitFor();
      await vscode.item('Dumps', /early\.pmat.*baseline/).waitFor();
      await vscode.item('Dumps', /mid\.pmat.*compared/).waitFor();
    });

    step('list the hot lines with their growth', async ({ vscode }) => {
      await vscode.item('Hot Lines', /7,000 closures.*\+6,000.*lib\/Helpers\.pm:18/).waitFor();
    });

    step('name the suspect, its holder and the cure', async ({ vscode }) => {
      const suspect = vscode.item('Suspects', 'lib/Helpers.pm:18');
      await suspect.waitFor();
      await suspect.locator('.monaco-tl-twistie').click();
      await vscode.item('Suspects', /held by .*%singleton/).waitFor();
      await vscode.item('Suspects', 'Cure:').waitFor();
      await vscode.openFile('Helpers.pm');
      await vscode.screenshot('views');
    });

    step('lead to the line with a click, to why, to a cure, and out of sight', async ({ vscode }) => {
      const suspect = vscode.item('Suspects', /^7,000 closures/);
      await suspect.getByText('7,000 closures').click();
      await vscode.status('Ln 18, Col 1').waitFor();
      await vscode.menu(suspect, 'Why Is This Alive?');
      await vscode.tab('Helpers.pm line 18').waitFor();
      await vscode.menu(suspect, 'Identify a Typical One');
      await vscode.tab(/^identify 0x/).waitFor();
      await vscode.menu(suspect, 'Apply Cure');
      await vscode.toast('No change of the text cures this by itself.').waitFor();
      await vscode.clearToasts();
      await vscode.menu(vscode.item('Hot Lines', 'lib/Helpers.pm:18'), 'Why Is This Alive?');
      await vscode.tab('Helpers.pm line 18').waitFor();
      await vscode.menu(suspect, 'Ignore');
      await suspect.waitFor({ state: 'hidden' });
      await vscode.run('Perl Heap: Show What Was Ignored');
      await suspect.waitFor();
    });

    step('follow an edit by themselves', async ({ vscode }) => {
      await vscode.openFile('Helpers.pm:1:1');
      await vscode.page.keyboard.type('# one more line\n');
      await vscode.item('Hot Lines', /7,000 closures.*lib\/Helpers\.pm:19/).waitFor();
      await vscode.item('Suspects', /7,000 closures.*lib\/Helpers\.pm:19/).waitFor();
      await vscode.run('File: Revert File');
      await vscode.item('Hot Lines', /7,000 closures.*lib\/Helpers\.pm:18/).waitFor();
      await vscode.item('Suspects', /7,000 closures.*lib\/Helpers\.pm:18/).waitFor();
    });

    step('list lines of modules from elsewhere when asked to', async ({ vscode }) => {
      const elsewhere = vscode.item('Hot Lines', '%POSIX::EXPORT_TAGS');
      await elsewhere.waitFor({ state: 'hidden' });
      await vscode.run('Perl Heap: Show Hot Lines of All Code');
      await elsewhere.waitFor();
      await vscode.run('Perl Heap: Show Hot Lines of Own Code Only');
      await elsewhere.waitFor({ state: 'hidden' });
    });

    step('survive a narrow bar', async ({ vscode }) => {
      await vscode.sideBar(220);
      await vscode.screenshot('views-narrow');
      for (const theme of ['Dark High Contrast', 'Light High Contrast'] as const) {
        await vscode.theme(theme);
        await vscode.picture(`views-narrow-${theme.replaceAll(' ', '-').toLowerCase()}`);
      }
      await vscode.theme('Light Modern');
      await vscode.sideBar(300);
    });

    step('open a line', async ({ vscode }) => {
      await vscode.item('Hot Lines', 'lib/Helpers.pm:18').click();
      await vscode.status('Ln 18, Col 1').waitFor();
    });

    step('count growth from another baseline', async ({ vscode }) => {
      await vscode.menu(vscode.item('Dumps', 'mid.pmat'), 'Count Growth from This Dump');
      await vscode.item('Hot Lines', /7,000 closures.*\+4,000.*lib\/Helpers\.pm:18/).waitFor();
      await vscode.item('Dumps', /mid\.pmat.*baseline/).waitFor();
    });

    step('filter the lines', async ({ vscode }) => {
      await vscode.viewAction('Hot Lines', 'Filter Hot Lines…');
      await vscode.input().fill('nothing-like-it');
      await vscode.page.keyboard.press('Enter');
      await vscode.item('Hot Lines', 'Helpers.pm').waitFor({ state: 'hidden' });
      await vscode.viewAction('Hot Lines', 'Clear Hot Lines Filter');
      await vscode.item('Hot Lines', 'Helpers.pm').waitFor();
    });

    step('follow the active file', async ({ vscode }) => {
      await vscode.viewAction('Hot Lines', 'Show Hot Lines of the Active File Only');
      await vscode.item('Hot Lines', 'lib/Helpers.pm:18').waitFor();
      await vscode.openFile('Hub.pm');
      await vscode.item('Hot Lines', 'lib/Helpers.pm:18').waitFor({ state: 'hidden' });
      await vscode.viewAction('Hot Lines', 'Show Hot Lines of All Files');
      await vscode.item('Hot Lines', 'lib/Helpers.pm:18').waitFor();
    });

    step('unfold what refers to a closure', async ({ vscode }) => {
      await vscode.menu(vscode.item('Hot Lines', 'lib/Helpers.pm:18'), 'Show Referrers: All');
      await vscode.item('Referrers', /CODE\(PP,closure\)/).waitFor();
      const referrer = vscode.item('Referrers', /of REF/);
      await referrer.waitFor();
      await referrer.click();
      await vscode.item('Referrers', /of ARRAY/).waitFor();
    });

    step('show the ways to the roots, and the shortest', async ({ vscode }) => {
      await vscode.viewAction('Referrers', 'Show Referrers: Shortest Path to a Root');
      await vscode.item('Referrers', /the symbol '&Helpers::redis'/).waitFor();
      await vscode.screenshot('referrers');
      await vscode.viewAction('Referrers', 'Show Referrers: Paths to the Roots');
      // Which way is shown is known by what else is offered.
      await vscode.pane('Referrers').getByRole('button', { name: 'Show Referrers: Shortest Path to a Root' }).waitFor();
      await vscode.item('Referrers', /element \[\d+\]/).waitFor();
    });

    step('open an overview of a dump', async ({ vscode }) => {
      await vscode.run('View: Close All Editors');
      await vscode.item('Dumps', 'late.pmat').click();
      const page = vscode.webview();
      await page.locator('h1').filter({ hasText: 'late.pmat' }).waitFor();
      await page.locator('.card').filter({ hasText: 'lib/Helpers.pm:18' }).waitFor();
      await page.locator('.icicle [aria-label*="lib/Helpers.pm:"]').first().waitFor();
      await page.locator('.growth .legend').getByText('3,000 → 7,000').waitFor();
      await page.locator('.lines .row').filter({ hasText: 'lib/Helpers.pm:18' }).waitFor();
      await page.locator('.largest .row').first().waitFor();
      await vscode.screenshot('overview');
      await page.locator('.histogram .row').first().waitFor();
      await page.locator('.histogram').scrollIntoViewIfNeeded();
      await vscode.screenshot('histogram');
    });

    step('have an overview that is readable in high contrast', async ({ vscode }) => {
      await inHighContrast(vscode, 'overview', async (page) => {
        const [pressed, other] = await page
          .locator('.largest .choices button')
          .evaluateAll((all) =>
            all.slice(0, 2).map((button) => {
              const color = getComputedStyle(button).backgroundColor;
              return color === 'rgba(0, 0, 0, 0)' ? getComputedStyle(document.body).backgroundColor : color;
            }),
          );
        assert.notEqual(pressed, other, 'the choice that is taken is seen');
        const fills = await page.locator('.icicle .type-closures rect').evaluateAll((all) => all.map((rect) => getComputedStyle(rect).fill));
        assert.ok(fills.length > 0 && !fills.includes('rgb(0, 0, 0)'), 'pieces have the color of their type');
        await page.locator('.lines .list').focus();
        const outline = await page.locator('.lines .list').evaluate((list) => getComputedStyle(list).outlineStyle);
        assert.equal(outline, 'solid', 'the focus is seen');
      });
    });

    step('zoom into what retains most, by keyboard', async ({ vscode }) => {
      const page = vscode.webview();
      await page.locator('.icicle .piece').first().focus();
      for (let n = 0; n < 3; n++) {
        await vscode.page.keyboard.press('ArrowDown');
      }
      await vscode.page.keyboard.press('Enter');
      await page.locator('.trail').getByRole('button', { name: 'All' }).waitFor();
      await page.locator('.trail').getByRole('button', { name: 'All' }).click();
      await page.locator('.icicle .type-lost').waitFor();
    });

    step('plot what grew, by bytes or by count', async ({ vscode }) => {
      const page = vscode.webview();
      const growth = page.locator('.growth');
      await growth.locator('.legend li').filter({ hasText: '3,000 → 7,000 (+4,000 · ' }).first().waitFor();
      await growth.getByRole('button', { name: 'Count' }).click();
      await growth.locator('.plot text').filter({ hasText: '7,000' }).waitFor();
      assert.equal(await growth.locator('.plot text.end').count(), await growth.locator('.legend li').count(), 'each line has its number');
      await growth.scrollIntoViewIfNeeded();
      await vscode.screenshot('growth');
    });

    step('show waste, and the texts of strings when they are asked to', async ({ vscode }) => {
      const page = vscode.webview();
      await page.locator('.waste .row').first().waitFor();
      const quoted = / · [\x22\x27]/; // a quote itself would end the selector
      assert.ok(!quoted.test(await page.locator('.waste .body').innerText()), 'no text of a string');
      await page.getByRole('button', { name: 'Show Texts of Strings' }).click();
      await page.locator('.waste .row .name').filter({ hasText: quoted }).first().waitFor();
      const cut = await page.locator('.waste .row').evaluateAll((rows) => rows.filter((row) => row.scrollHeight > row.clientHeight).length);
      assert.equal(cut, 0, 'rows that are lower than their text');
      await page.locator('.waste').scrollIntoViewIfNeeded();
      await vscode.screenshot('waste');
    });

    step('list what a line of the histogram counts', async ({ vscode }) => {
      const page = vscode.webview();
      await page.locator('.histogram .filter').fill('hub');
      await page.locator('.totals .row').filter({ has: page.getByText('Hub', { exact: true }) }).click();
      await page.locator('.search').getByText('Found: 1', { exact: true }).waitFor();
      await page.locator('.search .row').filter({ hasText: 'HASH(2)=Hub' }).waitFor();
    });

    step('go from the overview to the source', async ({ vscode }) => {
      await vscode.webview().locator('.lines .row').filter({ hasText: 'lib/Helpers.pm:18' }).click();
      await vscode.status('Ln 18, Col 1').waitFor();
    });

    step('draw what holds all of a line', async ({ vscode }) => {
      await vscode.run('View: Close All Editors');
      await vscode.openFile('Helpers.pm');
      const page = vscode.webview();
      await vscode.menu(vscode.item('Suspects', 'lib/Helpers.pm:18'), 'Show Graph of What Holds It');
      await page.locator('.node.point').getByText('they collect here').waitFor();
      await page.locator('.node.root').getByText("the symbol '&Helpers::redis'").waitFor();
      await page.locator('text.label').filter({ hasText: '7,000 × value {events}' }).waitFor();
      await page.locator('.node').first().focus();
      await vscode.page.keyboard.press('ArrowUp');
      await page.locator('.node:focus').getByText('ARRAY(7000)').waitFor();
      await vscode.screenshot('graph');
    });

    step('have a graph that is readable in high contrast', async ({ vscode }) => {
      await inHighContrast(vscode, 'graph', async (page) => {
        const strokes = await page.locator('.node rect').evaluateAll((all) => all.map((rect) => getComputedStyle(rect).stroke));
        assert.ok(!strokes.includes('none'), 'each node has its frame');
        const stroke = (node: SVGElement | HTMLElement): string => getComputedStyle(node.querySelector('rect') ?? node).stroke;
        const before = await page.locator('.node.root').evaluate(stroke);
        await page.locator('.node.root').focus();
        assert.notEqual(await page.locator('.node.root').evaluate(stroke), before, 'the focus is seen');
      });
    });

    step('hide everything in the text, and bring it back', async ({ vscode }) => {
      await vscode.run('View: Close All Editors');
      await vscode.openFile('Helpers.pm');
      await vscode.lens('7,000 closures alive').waitFor();
      await vscode.run('Problems: Focus on Problems View');
      await vscode.problem(/7,000 closures/).waitFor();
      await vscode.run('Perl Heap: Hide Everything in the Text');
      await vscode.lens('closures alive').waitFor({ state: 'hidden' });
      await vscode.problem(/7,000 closures/).waitFor({ state: 'hidden' });
      await vscode.run('Perl Heap: Show Everything in the Text Again');
      await vscode.lens('7,000 closures alive').waitFor();
      await vscode.problem(/7,000 closures/).waitFor();
    });

    step('tell whether a cure worked', async ({ vscode, fixture }) => {
      fixture.dump(2, 'later.pmat');
      await vscode.item('Dumps', /later\.pmat.*shown/).waitFor();
      await vscode.run('View: Hide Panel');
      await vscode.item('Suspects', /Since the run before.*gone/).waitFor();
      await vscode.item('Suspects', /✓ .*7,000 → 2 closures/).waitFor();
      await vscode.screenshot('proof');
      await vscode.item('Dumps', /Earlier runs.*3/).waitFor();
      await vscode.run('Perl Heap: Put Dumps of Earlier Runs Away');
      await vscode.item('Dumps', 'Earlier runs').waitFor({ state: 'hidden' });
      await vscode.run('Perl Heap: Show Dumps That Were Put Away');
      await vscode.item('Dumps', 'Earlier runs').waitFor();
      await vscode.run('View: Close All Editors');
      await vscode.run('Perl Heap: Verify Cure…');
      await vscode.row('The last two runs').click();
      await vscode.tab('verify').waitFor();
      const document = vscode.editor('verify');
      await vscode.line(document, '✓ gone: 7,000 → 2 closures at lib/Helpers.pm line 18').waitFor();
      await vscode.screenshot('verify');
    });

    step('compare what is alive in two processes', async ({ vscode }) => {
      await vscode.run('View: Close All Editors');
      await vscode.run('Perl Heap: Compare Dumps…');
      await vscode.row('late.pmat').click();
      await vscode.row('later.pmat').click();
      await vscode.tab('histogram').waitFor();
      const document = vscode.editor('histogram');
      await vscode.line(document, /7,000\s→\s2\s.*sub\slib\/Helpers\.pm:18/).waitFor();
      await vscode.screenshot('two-processes');
    });

    step('create a report, and open it', async ({ vscode, fixture }) => {
      const path = join(fixture.folder, 'heap.html');
      await vscode.run('Perl Heap: Create Report…');
      await vscode.chooseFile('Create a report', path, { isNew: true });
      const toast = vscode.toast(`Report: ${path}`);
      await toast.waitFor();
      await toast.getByText('Open', { exact: true }).click();
      await vscode.tab('heap.html').waitFor();
      await vscode.webview().getByRole('heading', { level: 1 }).filter({ hasText: 'websocket-leak.pl' }).waitFor();
      await vscode.picture('report');
    });
  },
);

/** Looks at the page that is in view in both high contrast themes. */
async function inHighContrast(vscode: Workbench, name: string, look: (page: ReturnType<Workbench['webview']>) => Promise<void>): Promise<void> {
  for (const theme of ['Dark High Contrast', 'Light High Contrast'] as const) {
    await vscode.theme(theme);
    const page = vscode.webview();
    assert.deepEqual(await unreadable(page), [], theme);
    await look(page);
    await vscode.picture(`${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
  await vscode.theme('Light Modern');
  assert.deepEqual(await unreadable(vscode.webview()), [], 'Light Modern');
}

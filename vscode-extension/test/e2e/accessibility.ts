// Whether a page can be used without a mouse and by a screen reader: the rules of
// axe, a walk by Tab, and what the rows of a view are called.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FrameLocator } from 'playwright-core';
import { eventually } from './eventually';
import type { Workbench } from './workbench';

/** What axe says of a page: one text for each kind of thing that is wrong. */
async function violations(page: FrameLocator): Promise<string[]> {
  const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  return page.locator('html').evaluate(async (_, script) => {
    (0, eval)(script);
    const { axe } = globalThis as unknown as {
      axe: { run(what: unknown, how: unknown): Promise<{ violations: { id: string; help: string; nodes: { html: string; target: string[] }[] }[] }> };
    };
    const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    // The whole text is in the name of what is cut for lack of room.
    const isCut = (target = ''): boolean => document.querySelector(target)?.textContent.endsWith('…') === true;
    return found.violations.flatMap(({ id, help, nodes }) => {
      const wrong = nodes.filter(({ target }) => id !== 'label-content-name-mismatch' || !isCut(target[0]));
      return wrong.length === 0 ? [] : [`${id}: ${help}: ${wrong.map(({ html }) => html.slice(0, 200)).slice(0, 3).join(' | ')}`];
    });
  }, source);
}

interface Stop {
  what: string;
  /** What had the focus before, if it does not look another way now. */
  unseen?: string;
}

/** What has the focus in a page, marked as visited; nothing if it was visited before, or the focus is elsewhere. */
function stop(page: FrameLocator): Promise<Stop | undefined> {
  return page.locator('body').evaluate((body) => {
    const look = (element: Element): string =>
      [element, ...element.querySelectorAll(':scope > rect')]
        .map((one) => getComputedStyle(one))
        .map((style) => [style.outlineStyle, style.outlineWidth, style.outlineColor, style.stroke, style.strokeWidth, style.boxShadow, style.borderColor].join())
        .join(';');
    const kept = globalThis as { last?: { element: Element; look: string } };
    const { last } = kept;
    const unseen = last?.element.isConnected === true && look(last.element) === last.look ? { unseen: last.element.outerHTML.slice(0, 120) } : {};
    delete kept.last;
    const at = document.activeElement;
    if (at === null || at === body || !document.hasFocus() || at.hasAttribute('data-visited')) {
      return undefined;
    }
    at.setAttribute('data-visited', '');
    kept.last = { element: at, look: look(at) };
    return { what: at.outerHTML.slice(0, 120), ...unseen };
  });
}

/** Goes through a page by Tab. Each control must be come to, and be seen to have the focus. */
async function walk(vscode: Workbench, page: FrameLocator): Promise<void> {
  await page.locator('h1').click();
  const unseen: string[] = [];
  for (let left = 120; ; left--) {
    await vscode.page.keyboard.press('Tab');
    const at = await stop(page);
    if (at === undefined) {
      break;
    }
    unseen.push(...(at.unseen === undefined ? [] : [at.unseen]));
    assert.ok(left > 0, `Tab has no end: ${at.what}`);
  }
  const missed = await page
    .locator('button:not([tabindex="-1"]), a[href], input, select, summary, [tabindex="0"]')
    .evaluateAll((all) =>
      all.filter((one) => one.getClientRects().length > 0 && !one.matches(':disabled, [data-visited]')).map((one) => one.outerHTML.slice(0, 120)),
    );
  assert.deepEqual({ missed, unseen }, { missed: [], unseen: [] });
}

/** Asserts that the page in view can be used by all. */
export async function forAll(vscode: Workbench): Promise<void> {
  const page = vscode.webview();
  assert.deepEqual(await violations(page), []);
  await walk(vscode, page);
}

/** Asserts that the rows of all our views, and the status item, say what they are. */
export async function namedRows(vscode: Workbench): Promise<void> {
  await eventually(async () => {
    const rows = await vscode.page
      .locator('.pane')
      .filter({ has: vscode.page.locator('.pane-header .title', { hasText: /^(Dumps|Suspects|Hot Lines|Referrers)/ }) })
      .locator('.monaco-list-row')
      .evaluateAll((all) => all.map((row) => ({ label: row.getAttribute('aria-label') ?? '', text: row.textContent })));
    assert.ok(rows.length > 0);
    assert.deepEqual(rows.filter(({ label }) => label.trim() === '' || label.includes('$(')), []);
  });
  const status = vscode.page.locator('.statusbar-item').filter({ hasText: 'Perl Heap:' }).locator('[aria-label^="Perl Heap: "]');
  assert.equal(await status.getAttribute('role'), 'button');
}

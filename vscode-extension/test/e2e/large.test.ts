// A heap of millions of SVs: the overview fills, pages of a search come, and the
// extension host stays small. What keeps the page from drawing is told. Only where
// PERLHEAP_LARGE_DUMP names a dump.

import assert from 'node:assert/strict';
import { linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeServer } from './codeServer';
import { scenario } from './scenario';

const dump = process.env.PERLHEAP_LARGE_DUMP;
const mebibyte = 2 ** 20;

if (dump !== undefined) {
  scenario(
    'a large heap',
    (fixture) => {
      linkSync(dump, join(fixture.folder, 'large.pmat'));
    },
    (step) => {
      step('fills its overview', async ({ vscode }) => {
        await vscode.openFile('large.pmat');
        const page = vscode.webview();
        await page.locator('main').evaluate(() => {
          const tasks: number[] = [];
          Object.assign(globalThis, { tasks });
          new PerformanceObserver((list) => {
            tasks.push(...list.getEntries().map(({ duration }) => duration));
          }).observe({ type: 'longtask', buffered: true });
        });
        await page.locator('.icicle').waitFor({ timeout: 100_000 });
        await page.locator('.largest .row').first().waitFor({ timeout: 100_000 });
      });

      step('has the rows in view of what was found, and no more', async ({ vscode }) => {
        const page = vscode.webview();
        await page.locator('.search select').selectOption('pv');
        await page.locator('.search input').fill('i');
        await page.locator('.search input').press('Enter');
        await page.locator('.search .row').first().waitFor({ timeout: 100_000 });
        await page.locator('.search .list').focus();
        await vscode.page.keyboard.press('End');
        await page.locator('.search .row.active [title]').first().waitFor({ timeout: 100_000 });
        assert.ok((await page.locator('.search .row').count()) < 30);
      });

      step('is scrolled through', async ({ vscode }) => {
        const page = vscode.webview();
        for (let share = 0; share <= 1; share += 0.05) {
          await page.locator('.search .list').evaluate((list, at) => {
            list.scrollTop = at * list.scrollHeight;
          }, share);
          await page.locator('main').evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
        }
        await page.locator('.search .row [title]').first().waitFor({ timeout: 100_000 });
        console.log(await page.locator('.search [role="status"]').innerText());
        const tasks = await page.locator('main').evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
        console.log(`tasks of the page that took more than 50 ms: ${tasks.map((ms) => `${Math.round(ms)} ms`).join(', ') || 'none'}`);
      });

      step('leaves the extension host small', ({ server }) => {
        const hosts = extensionHosts(server);
        console.log(`extension host: ${hosts.map((bytes) => `${Math.round(bytes / mebibyte)} MiB`).join(', ')}`);
        assert.ok(hosts.length > 0 && hosts.every((bytes) => bytes < 150 * mebibyte));
        return Promise.resolve();
      });
    },
  );
}

/**
 * Resident bytes of the extension hosts that started the servers, without the
 * pages of node itself, which all its processes share.
 */
function extensionHosts(server: CodeServer): number[] {
  const stat = (pid: number, key: RegExp): number => Number(key.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  const hosts = new Set(server.servers().map((pid) => stat(pid, /^PPid:\s+(\d+)/m)));
  return [...hosts].map((pid) => stat(pid, /^RssAnon:\s+(\d+) kB/m) * 1024);
}

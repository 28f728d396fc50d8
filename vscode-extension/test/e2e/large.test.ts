// A heap of millions of SVs: the overview fills, pages of a search come, and the
// extension host stays small. What keeps the page from drawing is told. Only where
// PERLHEAP_LARGE_DUMP names a dump.

import assert from 'node:assert/strict';
import { linkSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeServer } from './codeServer';
import { eventually } from './eventually';
import { sharedBrowser } from './instance';
import { scenario } from './scenario';
import { Workbench } from './workbench';

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

      step('leaves the extension host small, above one without a dump', async ({ server, fixture }) => {
        const nothing = join(fixture.work, 'nothing');
        mkdirSync(nothing);
        writeFileSync(join(nothing, 'notes.txt'), 'no Perl\n');
        const empty = await Workbench.open(await sharedBrowser(), server.url(nothing));
        await eventually(() => {
          assert.ok(emptyHosts(server).length > 0, 'a window without Perl has an extension host');
        });
        const [large, base] = [residents(largeHosts(server)), residents(emptyHosts(server))];
        const written = (all: number[]): string => all.map((bytes) => `${(bytes / mebibyte).toFixed(1)} MiB`).join(', ');
        console.log(`extension host: ${written(large)}; of a window in which nothing of Perl is open: ${written(base)}`);
        await empty.close();
        assert.ok(large.length > 0 && Math.max(...large) - Math.min(...base) < 150 * mebibyte);
      });
    },
  );
}

const field = (pid: number, key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** The extension hosts that have started servers. */
function largeHosts(server: CodeServer): number[] {
  return [...new Set(server.servers().map((pid) => field(pid, 'PPid')))];
}

/** The other ones of the same VS Code. */
function emptyHosts(server: CodeServer): number[] {
  const large = largeHosts(server);
  const parents = large.map((pid) => field(pid, 'PPid'));
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        return !large.includes(pid) && parents.includes(field(pid, 'PPid')) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=extensionHost');
      } catch {
        return false; // no process, or one that has ended
      }
    });
}

/** Resident bytes without the pages of node itself, which all its processes share. */
function residents(hosts: number[]): number[] {
  return hosts.map((pid) => field(pid, 'RssAnon') * 1024);
}

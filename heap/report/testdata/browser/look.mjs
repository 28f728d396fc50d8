// Opens the page that is named by the first argument in Chromium, in both
// colour schemes, and writes as JSON what it finds there: what the browser
// complains about, what the page asks the network for, and how it looks and
// behaves. With a second argument, writes pictures of it into that folder.
import { chromium } from 'playwright-core';
import { pathToFileURL } from 'node:url';

const [file, pictures] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'], // tests run as root in containers
});
const result = { complaints: [], requests: [], schemes: {} };

/** How well each text that is seen stands out from what is behind it; below 4.5 it is hard to read. */
function contrasts() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const part = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (element) => {
    const shape = element.closest('a')?.querySelector('rect');
    if (shape && element.tagName === 'text') return getComputedStyle(shape).fill;
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (channels(color)[3] !== 0) return color;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  let worst = { ratio: 21 };
  for (const element of document.querySelectorAll('h1, h2, h3, p, dt, dd, th, td, a, strong, span, caption, legend, label, text')) {
    if (!element.textContent.trim() || element.closest('.skip')) continue;
    const style = getComputedStyle(element);
    const color = element.tagName === 'text' ? style.fill : style.color;
    const [a, b] = [luminance(channels(color)), luminance(channels(behind(element)))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: element.textContent.trim().slice(0, 40), tag: element.tagName };
  }
  return worst;
}

for (const scheme of ['light', 'dark']) {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1280, height: 800 } });
  page.on('console', (message) => result.complaints.push(message.text()));
  page.on('pageerror', (error) => result.complaints.push(String(error)));
  page.on('request', (request) => request.url() === url || result.requests.push(request.url()));
  await page.goto(url);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const seen = { background: await background(), contrast: await page.evaluate(contrasts) };
  seen.title = await page.title();
  seen.wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (pictures) {
    await page.screenshot({ path: `${pictures}/${scheme}.png` });
    await page.screenshot({ path: `${pictures}/${scheme}-whole.png`, fullPage: true });
    await page.locator('.map').screenshot({ path: `${pictures}/${scheme}-map.png` });
  }

  // On A4 between its margins, 182 mm, in pixels: nothing can be scrolled there.
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 688, height: 1000 });
  seen.cutOnPaper = await page.evaluate(() =>
    [...document.querySelectorAll('.wide')].filter((part) => part.scrollWidth > document.documentElement.clientWidth).map((part) => part.getAttribute('aria-label')),
  );
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1280, height: 800 });

  // With the keyboard alone: to the first part of the map, and to its row.
  for (let i = 0; i < 200 && !(await page.evaluate(() => document.activeElement.closest('.map'))); i++) {
    await page.keyboard.press('Tab');
  }
  seen.part = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.keyboard.press('Enter');
  seen.row = await page.evaluate(() => document.querySelector('tr:target')?.innerText.trim());
  seen.rowSeen = await page.evaluate(() => {
    const { top, bottom } = document.querySelector('tr:target').getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

  // The reader's choice of colours.
  await page.goto(url);
  await page.getByRole('radio', { name: scheme === 'light' ? 'dark' : 'light' }).check();
  seen.other = await background();
  seen.otherContrast = await page.evaluate(contrasts);

  await page.setViewportSize({ width: 400, height: 800 });
  seen.widerOnPhone = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  result.schemes[scheme] = seen;
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(result, null, 2));

// Whether what a webview says can be read: every text against what is behind it.

import type { FrameLocator } from 'playwright-core';

/** The texts of a page whose contrast is less than that of WCAG's level AA, 4.5 to 1. */
export async function unreadable(page: FrameLocator): Promise<string[]> {
  return page.locator('main').evaluate((main) => {
    type Color = [number, number, number, number];
    const parse = (text: string): Color => {
      const srgb = /^color\(srgb (.*)\)$/.exec(text)?.[1]?.split(/[ /]+/).map((part, i) => Number(part) * (i < 3 ? 255 : 1));
      const [r = 0, g = 0, b = 0, a = 1] = srgb ?? text.match(/[\d.]+/g)?.map(Number) ?? [];
      return text === 'none' || text === '' ? [0, 0, 0, 0] : [r, g, b, a];
    };
    const over = ([r, g, b, a]: Color, [r2, g2, b2]: Color): Color => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
    const luminance = ([r, g, b]: Color): number => {
      const [x, y, z] = [r, g, b].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const page = parse(getComputedStyle(document.body).backgroundColor);
    /** What is behind the text of an element. */
    const behind = (element: Element): Color => {
      const rect = element instanceof SVGElement ? element.parentElement?.querySelector(':scope > rect') : undefined;
      if (rect !== null && rect !== undefined && element.parentElement?.tagName === 'g') {
        const style = getComputedStyle(rect);
        const [r, g, b, a] = parse(style.fill);
        return over([r, g, b, a * Number(style.fillOpacity)], page);
      }
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const color = parse(getComputedStyle(at).backgroundColor);
        if (color[3] > 0) {
          return over(color, page);
        }
      }
      return page;
    };
    const texts = [...main.querySelectorAll('*')].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ''),
    );
    return texts
      .filter((element) => element.getClientRects().length > 0 && element.closest('.stale, .buttons') === null)
      .flatMap((element) => {
        const style = getComputedStyle(element);
        const back = behind(element);
        const [one, two] = [luminance(over(parse(element instanceof SVGElement ? style.fill : style.color), back)), luminance(back)];
        const contrast = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
        return contrast < 4.5 ? [`${contrast.toFixed(1)}: ${element.textContent.trim().slice(0, 60)}`] : [];
      });
  });
}

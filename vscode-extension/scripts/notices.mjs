// The licenses of what is bundled, as text.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Takes [{ name, folder }]; throws for a folder without a license file. */
export function notices(packages) {
  return packages
    .map(({ name, folder }) => {
      const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
      if (files.length === 0) {
        throw new Error(`${folder}: no license file`);
      }
      return [name, ...files.map((file) => readFileSync(join(folder, file), 'utf8').trim())].join('\n\n');
    })
    .sort()
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';
import { openBrowser } from './browser.ts';
import { cases } from './cases.ts';
import { findChromium } from './chromium.ts';
import { look, type Look, type View } from './look.ts';

/** As long as a person does not notice that something is loading. */
const slowest = 1000;

const views: readonly View[] = [390, 1280].flatMap((width) => [false, true].map((dark) => ({ width, dark })));

/**
 * `preview [FOLDER]`: opens the pages of a small, a failed and a large run in Chromium with scripts off, narrow and wide,
 * light and dark. False when a page is slow, wider than the screen, complains, or asks for anything from elsewhere. The
 * pictures go to FOLDER.
 */
export async function preview([pictures]: readonly string[]): Promise<boolean> {
  needBuild();
  const program = await findChromium();
  return withScratch(async (scratch) => {
    const folder = pictures ?? join(scratch, 'pictures');
    mkdirSync(folder, { recursive: true });
    const browser = openBrowser(program, join(scratch, 'profile'));
    const rows: string[][] = [];
    try {
      for (const [name, make] of Object.entries(cases)) {
        const crate = join(scratch, name.replace(/\W/g, '-'));
        await make(crate);
        for (const view of views) {
          const picture = join(folder, `${name.replace(/\W/g, '-')}-${view.width}-${view.dark ? 'dark' : 'light'}.png`);
          const seen = await look(browser, pathToFileURL(join(crate, 'ro-crate-preview.html')).href, view, picture);
          rows.push([
            name,
            String(view.width),
            view.dark ? 'dark' : 'light',
            `${Math.round(seen.firstPaint)} ms`,
            verdict(seen, view),
          ]);
        }
      }
    } finally {
      await browser.close();
    }
    console.log(table(['run', 'width', 'colours', 'first paint', 'verdict'], rows));
    const failed = rows.filter((row) => row.at(-1) !== 'ok').length;
    console.log(`\n${rows.length - failed} passed, ${failed} failed`);
    return failed === 0;
  });
}

function verdict({ firstPaint, needs, errors, requests }: Look, { width }: View): string {
  const faults = [
    ...(firstPaint > slowest ? ['slow'] : []),
    ...(needs > width ? [`${needs} pixels wide`] : []),
    ...errors,
    ...requests.map((url) => `asks for ${url}`),
  ];
  return faults.length === 0 ? 'ok' : faults.join('; ');
}

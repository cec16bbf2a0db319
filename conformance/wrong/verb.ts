import { needBuild } from '../lib/places.ts';
import { complaintsOf } from './check.ts';
import { cases } from './cases.ts';
import { compareMessages } from './compare.ts';
import { outputCases } from './output-cases.ts';
import { tryCase } from './try-case.ts';

/**
 * `wrong [NAME]`: gives crate-run every kind of wrong input and checks its answer. False when one answer is not as it should
 * be. `wrong --compare [NAME]` prints instead how crate-run and cwltool tell what is wrong.
 */
export async function wrong(words: readonly string[]): Promise<boolean> {
  needBuild();
  const only = words.find((word) => word !== '--compare');
  const root = process.getuid?.() === 0;
  let failed = 0;
  let skipped = 0;
  const chosen = cases.filter(({ name }) => only === undefined || name === only);
  if (words.includes('--compare')) {
    await compareMessages(chosen.filter((tried) => !outputCases.includes(tried)));
    return true;
  }
  for (const tried of chosen) {
    if (tried.diskKiB !== undefined && !root) {
      skipped += 1;
      console.log(`skipped  ${tried.name}: only root can make a small disk`);
      continue;
    }
    const answer = await tryCase(tried);
    const complaints = complaintsOf(tried, answer);
    if (complaints.length > 0) failed += 1;
    console.log(
      `${complaints.length > 0 ? 'FAILED ' : 'ok     '}  ${tried.name}${complaints.map((line) => `\n           ${line}`).join('')}`,
    );
    if (complaints.length > 0) console.log(answer.stderr.replaceAll(/^/gm, '         | ').trimEnd());
  }
  console.log(`${chosen.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0;
}

import { basename, join } from 'node:path';
import { messageOf } from '../../src/base/error.ts';
import { bedIsUp } from '../bed/state.ts';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';
import { counts } from './allowed.ts';
import { judgedFixtures } from './cases.ts';
import { makeCrate } from './make-crate.ts';
import { report, rerun } from './runcrate.ts';
import { validate } from './validator.ts';

/** The fixture whose crate is executed once more. */
const example = 'read-quality';

/** One crate before its judges. */
interface Verdict {
  readonly name: string;
  /** One line for each complaint, or nothing. */
  readonly validator: readonly string[];
  readonly report: readonly string[];
  readonly rerun?: readonly string[];
}

/**
 * `judge [CRATE…]`: runs every fixture to a crate, or takes the crates named, and has each judged by rocrate-validator
 * and `runcrate report`; the example is also run again by `runcrate run`. False when a judge complains.
 */
export async function judge(crates: readonly string[]): Promise<boolean> {
  needBuild();
  return withScratch(async (scratch) => {
    const verdicts: Verdict[] = [];
    for (const crate of crates) verdicts.push(await judgeCrate(basename(crate), crate, scratch));
    const hasBed = await bedIsUp();
    for (const fixture of crates.length > 0 ? [] : judgedFixtures(hasBed)) {
      if (fixture.missing.length > 0) {
        console.error(`skipped ${fixture.name}: ${fixture.missing.join(', ')} missing`);
        continue;
      }
      try {
        verdicts.push(await judgeCrate(fixture.name, await makeCrate(fixture, scratch, hasBed), scratch));
      } catch (thrown) {
        verdicts.push({ name: fixture.name, validator: [messageOf(thrown)], report: ['no crate'] });
      }
    }
    return print(verdicts);
  });
}

async function judgeCrate(name: string, crate: string, scratch: string): Promise<Verdict> {
  const findings = (await validate(crate, join(scratch, `${name}.json`))).filter(counts);
  const complaints = findings.map(({ severity, check, message, entity }) => `${severity} ${check} ${message} ${entity}`.trim());
  const again = name === example ? { rerun: listed(await rerun(crate, scratch)) } : {};
  return { name, validator: [...new Set(complaints)], report: listed(await report(crate)), ...again };
}

function listed(complaint: string | undefined): readonly string[] {
  return complaint === undefined ? [] : [complaint];
}

function print(verdicts: readonly Verdict[]): boolean {
  const word = (complaints: readonly string[] | undefined) =>
    complaints === undefined ? '' : complaints.length === 0 ? 'ok' : 'FAILED';
  const heads = ['crate', 'rocrate-validator', 'runcrate report', 'runcrate run'];
  console.log(
    table(
      heads,
      verdicts.map(({ name, ...judged }) => [name, word(judged.validator), word(judged.report), word(judged.rerun)]),
    ),
  );
  console.log('');
  const judgements = verdicts.flatMap(({ name, ...judged }) =>
    [judged.validator, judged.report, judged.rerun]
      .filter((complaints) => complaints !== undefined)
      .map((complaints) => ({ name, complaints })),
  );
  for (const { name, complaints } of judgements) for (const line of complaints) console.log(`${name}: ${line}`);
  const failed = judgements.filter(({ complaints }) => complaints.length > 0).length;
  console.log(`${judgements.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

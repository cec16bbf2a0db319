import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { validateCrateAt } from '../../src/app/validate-crate.ts';
import type { Verdict } from '../../src/app/verdict.ts';
import { needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';
import { disagreements, type Disagreement } from './compare.ts';
import { askOracle, type Miss, type Question } from './oracle.ts';
import { fixtureCrates, namedCrates, publishedCrates, type Subject } from './subjects.ts';
import { suiteCrates } from './suite-crates.ts';

/**
 * `validate-crates [CRATE…] [--suite FOLDER [--every N]]`: validates crates with crate-run and with rocrate-validator and
 * compares what they find, check by check and entity by entity. Without words: the published and golden crates and those of
 * our fixtures; with `--suite` those of a conformance suite, of every Nth test. False when a crate of ours lacks something
 * required, or a disagreement is not explained.
 */
export async function validateCrates(words: readonly string[]): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { suite: { type: 'string' }, every: { type: 'string', default: '1' } },
  });
  needBuild();
  return withScratch(async (scratch) => {
    if (positionals.length > 0) return compareAll(namedCrates(positionals), []);
    if (values.suite !== undefined)
      return compareAll([], await suiteCrates(resolve(values.suite), Number(values.every), scratch));
    return compareAll(publishedCrates(scratch), await fixtureCrates(scratch));
  });
}

/** Crates of others may be wrong, as long as both validators say so; ours may not. */
async function compareAll(others: readonly Subject[], own: readonly Subject[]): Promise<boolean> {
  const subjects = [...others, ...own];
  const verdicts: Verdict[] = [];
  for (const subject of subjects) verdicts.push(await validateCrateAt(whatIsThere(subject), 'recommended'));
  const questions = subjects.map(({ path, metadata }, at): Question => ({ path, metadata, profile: profileOf(verdicts[at]) }));

  const found: Disagreement[] = [];
  const faulty: string[] = [];
  let at = 0;
  for await (const answer of askOracle(questions)) {
    const [subject, verdict] = [subjects[at], verdicts[at]];
    at += 1;
    if (!subject || !verdict) break;
    if (typeof answer === 'string') faulty.push(`${subject.name}: rocrate-validator gave up: ${answer}`);
    else found.push(...disagreements(subject.name, ourMisses(verdict), answer));
    const required = verdict.findings.filter(({ check }) => check.level === 'required');
    if (own.includes(subject))
      faulty.push(...required.map(({ check, entity = '' }) => `${subject.name}: ${check.id} ${check.message} ${entity}`));
  }
  if (at < subjects.length) faulty.push(`rocrate-validator answered for ${at} of ${subjects.length} crates`);
  return print(subjects.length, found, faulty);
}

function whatIsThere({ path, metadata }: Subject): string {
  return metadata && statSync(path).isDirectory() ? join(path, 'ro-crate-metadata.json') : path;
}

/** The most demanding profile of a crate that rocrate-validator knows. */
function profileOf(verdict: Verdict | undefined): string {
  return verdict?.profiles.findLast((name) => name !== 'crate-run') ?? 'ro-crate-1.1';
}

/** What both could find: rocrate-validator does not know our own profile. */
function ourMisses({ findings }: Verdict): readonly Miss[] {
  return findings.flatMap(({ check, entity = '' }) => (check.profile === 'crate-run' ? [] : [{ check: check.id, entity }]));
}

function print(crates: number, found: readonly Disagreement[], faulty: readonly string[]): boolean {
  const keys = [...new Set(found.map(({ side, check }) => `${side} ${check}`))].sort();
  const rows = keys.map((key) => {
    const its = found.filter(({ side, check }) => `${side} ${check}` === key);
    const [first] = its;
    return [
      key,
      String(new Set(its.map(({ crate }) => crate)).size),
      String(its.length),
      first?.reason === undefined ? 'NO' : 'yes',
    ];
  });
  console.log(table(['found only by', 'crates', 'entities', 'explained'], rows));
  console.log('');
  for (const key of keys) {
    const first = found.find(({ side, check }) => `${side} ${check}` === key);
    console.log(`${key}: ${first?.reason ?? `not explained, for example ${first?.crate ?? ''} ${first?.entity ?? ''}`}`);
  }
  for (const line of faulty) console.log(line);
  const open = found.filter(({ reason }) => reason === undefined).length + faulty.length;
  console.log(`${crates} crates, ${found.length} disagreements, ${open} of them not explained`);
  return open === 0;
}

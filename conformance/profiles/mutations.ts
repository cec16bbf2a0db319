import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chance, damage, pick, type Chance } from '../../fixtures/damage.ts';
import { messageOf } from '../../src/base/error.ts';
import { validateCrateAt } from '../../src/app/validate-crate.ts';
import type { Verdict } from '../../src/app/verdict.ts';
import { expectSuccess } from '../lib/capture.ts';
import { crateRun, fixtures, needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { table } from '../lib/table.ts';
import { attribution } from '../judges/make-crate.ts';
import { explains } from './compare.ts';
import { askOracle, type Question } from './oracle.ts';

/** What became of one damage. */
interface Outcome {
  readonly kind: string;
  readonly where: string;
  /** Checks that the damaged crate misses and the whole one does not. */
  readonly found: readonly string[];
  readonly crash?: string;
  /** Where the damaged metadata is kept for the other validator. */
  readonly kept?: string;
}

/**
 * `mutations [--count N] [--seed N] [--oracle N]`: damages a valid crate N times, in its metadata and in its files, and
 * validates it each time. False when the validator breaks, when a damaged file goes unnoticed, or when rocrate-validator,
 * which is asked about the first ones, finds a check missed that crate-run does not.
 */
export async function mutations(words: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      oracle: { type: 'string', default: '100' },
    },
  });
  needBuild();
  return withScratch(async (scratch) => {
    const crate = join(scratch, 'crate');
    const [workflow, job] = ['workflow.cwl', 'job.yml'].map((name) => join(fixtures, 'scatter', name));
    const options = ['-o', crate, '--outdir', scratch, '--quiet', '--no-container', ...attribution];
    await expectSuccess([...crateRun, 'run', ...options, workflow ?? '', job ?? '']);
    const whole = checksOf(await validateCrateAt(crate, 'recommended'));
    const random = chance(Number(values.seed));
    const outcomes: Outcome[] = [];
    for (let at = 0; at < Number(values.count); at++) {
      // One in five damages a file, the others the metadata.
      const one = at % 5 === 0 ? damageFile(crate, random) : damageMetadata(crate, random);
      outcomes.push({ ...(await judged(one, crate, whole)), ...(at < Number(values.oracle) ? keep(crate, scratch, at) : {}) });
      one.mend();
    }
    return print(outcomes, await missedBesides(outcomes, crate));
  });
}

interface Done {
  readonly kind: string;
  readonly where: string;
  readonly mend: () => void;
}

function damageMetadata(crate: string, random: Chance): Done {
  const path = join(crate, 'ro-crate-metadata.json');
  const before = readFileSync(path, 'utf8');
  const { kind, where, text } = damage(before, random);
  writeFileSync(path, text);
  return {
    kind: text === JSON.stringify(JSON.parse(before), null, 1) ? 'nothing' : kind,
    where,
    mend: () => {
      writeFileSync(path, before);
    },
  };
}

function damageFile(crate: string, random: Chance): Done {
  const { '@graph': graph } = JSON.parse(readFileSync(join(crate, 'ro-crate-metadata.json'), 'utf8')) as {
    '@graph': { '@id': string; '@type': string | string[]; contentSize?: string }[];
  };
  const files = graph.filter(({ '@id': id, contentSize = '0' }) => !/^#|:/.test(id) && contentSize !== '0');
  const name = pick(files, random)['@id'];
  const path = join(crate, decodeURIComponent(name));
  const before = readFileSync(path);
  const kind = pick(['remove file', 'truncate file', 'change byte'], random);
  const at = Math.floor(random() * before.length);
  if (kind === 'remove file') rmSync(path);
  else if (kind === 'truncate file') truncateSync(path, at);
  else writeFileSync(path, before.with(at, (before[at] ?? 0) ^ 1));
  return {
    kind,
    where: name,
    mend: () => {
      writeFileSync(path, before);
    },
  };
}

async function judged({ kind, where }: Done, crate: string, whole: ReadonlySet<string>): Promise<Outcome> {
  try {
    const verdict = await validateCrateAt(crate, 'recommended');
    return { kind, where, found: [...checksOf(verdict)].filter((check) => !whole.has(check)) };
  } catch (thrown) {
    return { kind, where, found: [], crash: messageOf(thrown) };
  }
}

function keep(crate: string, scratch: string, at: number): { readonly kept: string } {
  const kept = join(scratch, `kept-${at}`);
  mkdirSync(kept);
  writeFileSync(join(kept, 'ro-crate-metadata.json'), readFileSync(join(crate, 'ro-crate-metadata.json')));
  return { kept };
}

/** A check and the entity that misses it. */
function checksOf({ findings }: Verdict): ReadonlySet<string> {
  return new Set(findings.map(({ check, entity = '' }) => `${check.id} ${entity}`));
}

/** What rocrate-validator finds in the metadata that was kept, not in the whole crate, and crate-run does not. */
async function missedBesides(outcomes: readonly Outcome[], crate: string): Promise<readonly string[]> {
  const kept = outcomes.filter((outcome) => outcome.kept !== undefined);
  const paths = [crate, ...kept.map((outcome) => outcome.kept ?? '')];
  const questions = paths.map((path): Question => ({ path, profile: 'provenance-run-crate-0.5', metadata: true }));
  const missed: string[] = [];
  let whole: ReadonlySet<string> | undefined;
  let at = 0;
  for await (const answer of askOracle(questions)) {
    // Where the other validator gives up there is nothing to compare.
    const checks =
      typeof answer === 'string' ? [] : answer.map(({ check }) => check).filter((check) => !explains('theirs', check));
    const outcome = kept[at - 1];
    at += 1;
    if (whole === undefined || !outcome) whole = new Set(checks);
    else {
      const known = outcome.found.map((found) => found.split(' ')[0]);
      const left = [...new Set(checks)].filter((check) => !whole?.has(check) && !known.includes(check));
      missed.push(
        ...left.map(
          (check) => `${outcome.kind}: ${outcome.where}: rocrate-validator finds ${check}, crate-run ${known.join(', ')}`,
        ),
      );
    }
  }
  return missed;
}

function print(outcomes: readonly Outcome[], missed: readonly string[]): boolean {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort();
  const rows = kinds.map((kind) => {
    const its = outcomes.filter((outcome) => outcome.kind === kind);
    const found = its.filter((outcome) => outcome.found.length > 0).length;
    return [kind, its.length, found, its.filter(({ crash }) => crash !== undefined).length].map(String);
  });
  console.log(table(['damage', 'times', 'found', 'broke the validator'], rows));
  const crashes = outcomes.filter(({ crash }) => crash !== undefined);
  const unseen = outcomes.filter(({ kind, found }) => / file$|byte$/.test(kind) && found.length === 0);
  console.log('');
  for (const { kind, where, crash = '' } of crashes) console.log(`${kind}: ${where}: ${crash}`);
  for (const { kind, where } of unseen) console.log(`${kind}: ${where}: not noticed`);
  for (const line of missed) console.log(line);
  const quiet = outcomes.filter(({ found, crash }) => found.length === 0 && crash === undefined);
  for (const { kind, where } of quiet.slice(0, 20)) console.log(`breaks no rule: ${kind}: ${where}`);
  console.log(
    `${outcomes.length} damages, ${outcomes.length - quiet.length} found, ${crashes.length + unseen.length + missed.length} wrong`,
  );
  return crashes.length + unseen.length + missed.length === 0;
}

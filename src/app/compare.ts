import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { compareSides, type Side } from '../audit/compare/comparison.ts';
import { fileContent } from '../audit/compare/content.ts';
import { junit } from '../audit/compare/junit.ts';
import type { Level, Verdict } from '../audit/compare/level.ts';
import { sideOf } from '../audit/compare/outputs.ts';
import { sideOfRun } from '../audit/compare/run-side.ts';
import { comparisonLines, tonkazCounts, tonkazLines } from '../audit/compare/report.ts';
import { tonkazScale } from '../audit/compare/tonkaz.ts';
import { openCrate } from '../audit/open/open.ts';
import { readRun } from '../audit/read/read.ts';
import { CrateRunError } from '../base/error.ts';
import type { Json } from '../base/json.ts';
import { readRules, type RuleChoices } from './compare-rules.ts';

/** What a comparison comes to. */
export interface CompareReport {
  /** For a person, a line each. */
  readonly lines: readonly string[];
  readonly json: Json;
  readonly junit?: string;
  /** 0 the required level is reached, 1 it is not, 3 nobody can tell. */
  readonly exitCode: 0 | 1 | 3;
}

const exitCodes = { reached: 0, below: 1, open: 3 } as const satisfies Record<Verdict, number>;

/** Compares what two crates, folders or files hold. Throws CRATE_* and what is wrong with the rules. */
export async function compare(a: string, b: string, required: Level, choices: RuleChoices): Promise<CompareReport> {
  const rules = readRules(choices);
  const found = await withSide(a, (first) => withSide(b, (second) => compareSides(first, second, rules, required)));
  const json = { schema: 'https://w3id.org/crate-run/compare/1', ...found } as unknown as Json;
  return { lines: comparisonLines(found), json, junit: junit(found), exitCode: exitCodes[found.verdict] };
}

/** Compares two crates on the scale of Tonkaz; the relative tolerance is its threshold. Throws CRATE_*. */
export async function compareLikeTonkaz(
  a: string,
  b: string,
  { all, ...choices }: RuleChoices & { readonly all: boolean },
): Promise<CompareReport> {
  const { tolerance } = readRules(choices);
  const crates = [await openCrate(a), await openCrate(b)] as const;
  await Promise.all(crates.map((crate) => crate.close()));
  const without = crates.find(({ metadata }) => metadata === null);
  if (without)
    throw new CrateRunError('USAGE_ARGUMENT', `--scale tonkaz reads the metadata of crates, and ${without.source} has none`);
  const found = tonkazScale(...crates, { all, ...(tolerance && { threshold: tolerance.relative }) });
  const json = { scale: 'tonkaz', counts: tonkazCounts(found), ...found } as unknown as Json;
  const worst = Math.min(...found.files.map(({ stars }) => stars));
  return { lines: tonkazLines(found), json, exitCode: found.files.length === 0 ? 3 : worst < 2 ? 1 : 0 };
}

async function withSide<T>(path: string, use: (side: Side) => Promise<T>): Promise<T> {
  const file = await singleFile(path);
  if (file) return use(file);
  const crate = await openCrate(path);
  try {
    return await use(crate.standard === 'cwlprov' ? sideOfRun(await readRun(crate), crate) : sideOf(crate));
  } finally {
    await crate.close();
  }
}

/** A file that is neither an archive nor the metadata of a crate. */
async function singleFile(path: string): Promise<Side | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile() || /\.(tar|tgz|tar\.gz)$/i.test(path)) return undefined;
  const start = await firstText(path);
  if (start.startsWith('PK') || (/^\s*\{/.test(start) && /"@(context|graph)"/.test(start))) return undefined;
  return { name: path, members: [{ path: basename(path), content: fileContent(path, found.size, basename(path)) }] };
}

async function firstText(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('latin1', 0, bytesRead).replace(/^\xef\xbb\xbf/, '');
  } finally {
    await file.close();
  }
}

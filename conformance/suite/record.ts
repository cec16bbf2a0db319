import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figures } from './figures.ts';
import type { Outcome } from './junit.ts';

/** A test that does not pass, with the reason, which is written by hand. */
export interface Exception {
  readonly id: string;
  readonly outcome: Exclude<Outcome, 'passed'>;
  readonly reason: string;
}

/** What `results/NAME.json` keeps of a suite. */
export interface SuiteRecord {
  readonly tags: Readonly<Record<string, Figures>>;
  readonly exceptions: readonly Exception[];
}

/** The tracked result of a suite; an empty one when the suite has never been tracked. */
export function readRecord(name: string): SuiteRecord {
  const path = pathOf(name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SuiteRecord) : { tags: {}, exceptions: [] };
}

/** Tracks a result. */
export function writeRecord(name: string, record: SuiteRecord): void {
  const tags = Object.entries(record.tags).map(([tag, figures]) => `    ${JSON.stringify(tag)}: ${spaced(figures)}`);
  const exceptions = record.exceptions.map((exception) => `    ${spaced(exception)}`);
  writeFileSync(
    pathOf(name),
    `{\n  "tags": {\n${tags.join(',\n')}\n  },\n  "exceptions": ${exceptions.length === 0 ? '[]' : `[\n${exceptions.join(',\n')}\n  ]`}\n}\n`,
  );
}

/** One object on one line, as prettier lays it out. */
function spaced(value: object): string {
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`)
    .join(', ')} }`;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../results/${name}.json`, import.meta.url));
}

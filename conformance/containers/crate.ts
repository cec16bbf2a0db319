import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counts } from '../judges/allowed.ts';
import { validate } from '../judges/validator.ts';

type Entity = Readonly<Record<string, unknown>>;

/** What a crate says of the images and the attempts of its run. */
export interface CrateStory {
  /** Manifest digests of the images, without `sha256:`. */
  readonly digests: readonly string[];
  /** What the jobs' actions that failed say. */
  readonly errors: readonly string[];
  /** What the whole run came to: `CompletedActionStatus` or `FailedActionStatus`. */
  readonly status: string;
}

/** Reads the crate in a folder; undefined when there is none. */
export function readCrate(folder: string): CrateStory | undefined {
  const path = join(folder, 'ro-crate-metadata.json');
  if (!existsSync(path)) return undefined;
  const graph = (JSON.parse(readFileSync(path, 'utf8')) as { '@graph': readonly Entity[] })['@graph'];
  const main = idOf(graph.find(({ '@id': id }) => id === './')?.['mainEntity']);
  const failed = graph.filter((one) => textOf(one['actionStatus']).endsWith('FailedActionStatus') && one['error'] !== undefined);
  const whole = graph.find((one) => /CreateAction|ActivateAction/.test(textOf(one['@type'])) && idOf(one['instrument']) === main);
  return {
    digests: graph.filter((one) => textOf(one['@type']).includes('ContainerImage')).map((one) => textOf(one['sha256'])),
    errors: failed.map((one) => textOf(one['error'])),
    status: textOf(whole?.['actionStatus']).replace(/.*\//, ''),
  };
}

/** What rocrate-validator has to say against a crate. */
export async function judged(crate: string): Promise<readonly string[]> {
  const findings = (await validate(crate, `${crate}.report.json`)).filter(counts);
  return findings.map(({ severity, check, message }) => `the crate is not valid: ${severity} ${check} ${message}`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : '';
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && '@id' in value ? textOf(value['@id']) : '';
}

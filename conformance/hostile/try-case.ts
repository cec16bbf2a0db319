import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../src/base/catalogue.ts';
import { engineEnv } from '../bed/docker.ts';
import { capture, type Captured } from '../lib/capture.ts';
import { crateRun } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { makeCanary, portraitOf, secret, tellTales } from './canary.ts';
import type { HostileCase } from './case.ts';

/** What came of a hostile document. */
export interface Answer {
  /** `refused CODE` or `contained`. */
  readonly word: string;
  /** One line for each thing that should not be. */
  readonly complaints: readonly string[];
  readonly stderr: string;
}

/** Seconds after which an answer comes too late. */
const limit = 30;
const ownNames = ['canary', 'results', 'crate', 'tmp'];

/** Runs one case beside a canary, on this machine or in a container. */
export function tryHostile(tried: HostileCase, inContainer: boolean): Promise<Answer> {
  return withScratch(async (scratch) => {
    const canary = join(scratch, 'canary');
    makeCanary(canary);
    for (const name of ['results', 'tmp']) mkdirSync(join(scratch, name));
    const files = Object.entries(tried.files(canary));
    for (const [name, content] of files) {
      writeFileSync(join(scratch, name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    const before = portraitOf(canary);
    const place = inContainer ? ['--default-container', 'alpine:latest'] : ['--no-container'];
    const command = [
      ...crateRun,
      files[0]?.[0] ?? '',
      ...(tried.args ?? []),
      '--outdir',
      'results',
      '-o',
      'crate',
      '--quiet',
      ...place,
    ];
    const env = { TMPDIR: join(scratch, 'tmp'), ...(inContainer ? engineEnv : {}) };
    const ended = await capture(command, { cwd: scratch, env, limit });

    const names = [...ownNames, ...files.map(([name]) => name)];
    const stray = readdirSync(scratch).filter((name) => !names.includes(name));
    // What a document openly names as its input is in the crate as such; that is no leak.
    const crate = tellTales(join(scratch, 'crate')).filter(
      (path) => !path.startsWith(join(scratch, 'crate', 'inputs', 'canary')),
    );
    const told = [...tellTales(join(scratch, 'results')), ...crate];
    const leavings = readdirSync(join(scratch, 'tmp'));
    const complaints = [
      ...complaintsOf(tried, ended),
      ...(portraitOf(canary) === before ? [] : ['the canary was touched']),
      ...told.map((path) => `the secret stands in ${path.slice(scratch.length + 1)}`),
      ...(ended.stdout.includes(secret) || ended.stderr.includes(secret) ? ['the secret was printed'] : []),
      ...(passwordsIn(join(scratch, 'results')) ? ['the password file is among the outputs'] : []),
      ...stray.map((name) => `made outside: ${name}`),
      ...(leavings.length > 0 ? [`left in the temporary folder: ${leavings.join(', ')}`] : []),
    ];
    return { word: ended.exitCode === 0 ? 'contained' : `refused ${codesOf(ended).join()}`, complaints, stderr: ended.stderr };
  });
}

function complaintsOf({ codes, contained }: HostileCase, ended: Captured): readonly string[] {
  if (ended.overtime) return [`no answer after ${limit} s`];
  if (/^\s+at .*:\d+:\d+\)?$/m.test(ended.stderr)) return ['a stack trace'];
  if (ended.exitCode === 0) {
    if (!contained) return ['it ran'];
    const printed = ended.stdout.trim() === '' ? '' : JSON.stringify(JSON.parse(ended.stdout));
    return contained.prints === undefined || printed === contained.prints ? [] : [`it printed ${printed.slice(0, 300)}`];
  }
  const seen = codesOf(ended);
  if (seen.length !== 1) return [`${seen.length} messages instead of one`];
  return codes.some((code) => seen.includes(code)) ? [] : [`code ${seen.join()} instead of ${codes.join(' or ') || 'success'}`];
}

function codesOf({ stderr }: Captured): readonly string[] {
  return stderr
    .split('\n')
    .flatMap(
      (line) =>
        [/\[([A-Z]+(?:_[A-Z]+)*)\]$/.exec(line)?.[1]].filter((code) => code !== undefined && code in catalogue) as string[],
    );
}

function passwordsIn(folder: string): boolean {
  const passwords = readFileSync('/etc/passwd');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.isFIFO())
    .map((entry) => join(entry.parentPath, entry.name))
    .some((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).equals(passwords));
}

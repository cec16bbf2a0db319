import { basename, resolve } from 'node:path';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { engineEnv } from '../bed/docker.ts';
import { network } from '../bed/places.ts';
import { needBed } from '../bed/state.ts';
import { needBuild } from '../lib/places.ts';
import { table } from '../lib/table.ts';
import { compare } from './compare.ts';
import { figuresOf, type Figures } from './figures.ts';
import { readRecord, writeRecord } from './record.ts';
import { runSuite } from './run.ts';

/**
 * `suite PATH [--containers] [--name v1.2] [--jobs N] [--update] [-- OPTIONS OF CRATE-RUN]`: runs a conformance suite of
 * CWL, prints what passes by tag and compares it with the tracked result of that name. With `--containers` the tools that
 * ask for a container get one from the bed, otherwise none does. False when anything got worse.
 */
export async function suite(words: readonly string[]): Promise<boolean> {
  const split = words.includes('--') ? words.indexOf('--') : words.length;
  const { values, positionals } = parseArgs({
    args: words.slice(0, split),
    allowPositionals: true,
    options: {
      containers: { type: 'boolean', default: false },
      name: { type: 'string' },
      jobs: { type: 'string' },
      update: { type: 'boolean', default: false },
    },
  });
  const [path] = positionals;
  if (path === undefined) throw new Error('suite needs the folder of a conformance suite');
  needBuild();
  if (values.containers) await needBed();
  const suffix = values.containers ? '-containers' : '';
  const name = values.name ?? `${basename(resolve(path)).replace(/^cwl-/, '')}${suffix}`;
  const place = values.containers ? ['--custom-net', network] : ['--no-container'];
  const tests = await runSuite(resolve(path), {
    jobs: Number(values.jobs ?? availableParallelism()),
    options: [...place, ...words.slice(split + 1)],
    env: values.containers ? engineEnv : {},
  });
  const known = readRecord(name);
  const judged = compare(known, tests);

  console.log(table(['tag', 'passed', 'failed', 'unsupported', 'total'], Object.entries(figuresOf(tests)).map(row)));
  console.log('');
  for (const test of judged.exceptions) console.log(`${test.outcome}: ${test.id}: ${test.reason}`);
  for (const line of [...judged.worse, ...judged.better]) console.log(line);
  if (values.update && judged.worse.length === 0) writeRecord(name, { tags: figuresOf(tests), exceptions: judged.exceptions });
  else if (judged.better.length > 0) console.log('run again with --update to track what got better');
  console.log(
    `${count(tests, 'passed')} passed, ${count(tests, 'failed')} failed, ${count(tests, 'unsupported')} unsupported of ${tests.length}`,
  );
  return judged.worse.length === 0;
}

function row([tag, figures]: [string, Figures]): string[] {
  const { passed, failed, unsupported } = figures;
  return [tag, ...[passed, failed, unsupported, passed + failed + unsupported].map(String)];
}

function count(tests: readonly { readonly outcome: string }[], outcome: string): number {
  return tests.filter((test) => test.outcome === outcome).length;
}

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attribution } from '../judges/make-crate.ts';
import { capture, expectSuccess } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { crateRun, fixtures, needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';

/** Fixtures that need nothing but POSIX, with all that PROV has to tell: scatter, loops, a failure, a skipped step, folders. */
const chosen = [
  'read-quality',
  'nested-scatter',
  'loop-all',
  'failed-step',
  'skipped-step',
  'directories',
  'records',
  'merged-links',
];

/**
 * `prov [CRATE…]`: the PROV of crates (folders) before two programs of others: the `prov` package reads every syntax, finds
 * the same in all, and nothing that PROV-CONSTRAINTS forbids to merge; cwlprov walks over the run. False when one complains.
 */
export async function prov(crates: readonly string[]): Promise<boolean> {
  needBuild();
  return withScratch(async (scratch) => {
    const paths = crates.length > 0 ? crates : await Promise.all(chosen.map((name) => runToCrate(name, scratch)));
    let failed = 0;
    for (const path of paths) {
      const complaints = await complaintsOf(path, scratch);
      if (complaints.length > 0) failed += 1;
      console.log(`${complaints.length > 0 ? 'FAILED ' : 'ok     '}  ${path}`);
      for (const line of complaints) console.log(`           ${line}`);
    }
    console.log(`${paths.length - failed} passed, ${failed} failed`);
    return failed === 0;
  });
}

async function runToCrate(name: string, scratch: string): Promise<string> {
  const crate = join(scratch, name);
  const outdir = join(scratch, `${name}-out`);
  mkdirSync(outdir);
  const documents = ['workflow.cwl', 'job.yml'].map((file) => join(fixtures, name, file));
  await capture([...crateRun, ...documents, '--no-container', '--quiet', '-o', crate, '--outdir', outdir, ...attribution], {
    limit: 120,
  });
  return crate;
}

async function complaintsOf(crate: string, scratch: string): Promise<readonly string[]> {
  const json = join(scratch, 'prov.json');
  const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const read = await capture([join(await pythonEnvironment('prov'), 'python3'), script('read.py'), crate, json], { limit: 300 });
  if (read.exitCode !== 0) return [`prov: ${read.stderr.trimEnd().split('\n').at(-1) ?? ''}`];
  const run = topOf(crate);
  const python = join(await pythonEnvironment('cwlprov'), 'python3');
  const walked = JSON.parse(await expectSuccess([python, script('walk.py'), json, run.iri], { limit: 300 })) as Walked;
  const expected = { steps: run.jobs, timed: run.jobs, planned: run.jobs };
  const wrong = Object.entries(expected).filter(([name, count]) => walked[name as keyof typeof expected] !== count);
  return [
    ...read.stdout.split('\n').filter((line) => line !== ''),
    ...wrong.map(([name, count]) => `cwlprov finds ${walked[name as keyof typeof expected]} ${name}, not ${count}`),
    ...(walked.types.some((type) => type.includes('wfprov:WorkflowRun')) && walked.seconds >= 0
      ? []
      : ['cwlprov finds no workflow run']),
  ];
}

interface Walked {
  readonly types: readonly string[];
  readonly seconds: number;
  readonly steps: number;
  readonly timed: number;
  readonly planned: number;
}

/** The run of a crate: its IRI, and how many activities it started, as the metadata has them. */
function topOf(crate: string): { readonly iri: string; readonly jobs: number } {
  const [, base = ''] = /^@base <([^>]*)>/.exec(readFileSync(join(crate, 'prov.ttl'), 'utf8')) ?? [];
  const metadata = JSON.parse(readFileSync(join(crate, 'ro-crate-metadata.json'), 'utf8')) as { '@graph': readonly Action[] };
  const run = metadata['@graph'].find((one) => one['@type'] === 'CreateAction' && one.instrument?.['@id'] === 'packed.cwl')!;
  const started = metadata['@graph'].filter(
    (one) => /^(Create|Activate)Action$/.test(String(one['@type'])) && one.parentAction?.['@id'] === run['@id'],
  );
  return { iri: base + run['@id'], jobs: started.length };
}

interface Action {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  readonly instrument?: { readonly '@id': string };
  readonly parentAction?: { readonly '@id': string };
}

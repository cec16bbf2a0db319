import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attribution } from '../judges/make-crate.ts';
import { capture, expectSuccess } from '../lib/capture.ts';
import { crateRun, fixtures, needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';

/**
 * `seal`: minisign verifies what crate-run signs and crate-run verifies what minisign signs, prehashed and not; both refuse a
 * changed metadata file. Needs the program `minisign`. False when they disagree.
 */
export async function seal(): Promise<boolean> {
  needBuild();
  return withScratch(async (scratch) => {
    const [crate, secret, open] = ['crate', 'key.key', 'key.pub'].map((name) => join(scratch, name)) as [string, string, string];
    const [workflow, job] = ['workflow.cwl', 'job.yml'].map((name) => join(fixtures, 'scatter', name)) as [string, string];
    const metadata = join(crate, 'ro-crate-metadata.json');
    const place = ['-o', crate, '--outdir', scratch, '--quiet', '--no-container'];
    await expectSuccess([...crateRun, 'run', ...place, ...attribution, workflow, job]);
    await expectSuccess(['minisign', '-G', '-W', '-p', open, '-s', secret]);

    const theirs = async () => (await capture(['minisign', '-Vm', metadata, '-p', open])).exitCode === 0;
    const ours = async () => (await capture([...crateRun, 'verify', crate, '--public-key', open])).exitCode === 0;
    const results: [string, boolean][] = [];
    const note = async (what: string, expected: boolean) => {
      results.push([`${what}: minisign`, (await theirs()) === expected], [`${what}: crate-run`, (await ours()) === expected]);
    };
    await expectSuccess([...crateRun, 'sign', crate, '--key', secret]);
    await note('signed by crate-run', true);
    for (const legacy of [[], ['-l']]) {
      renameSync(`${metadata}.minisig`, join(scratch, 'before'));
      await expectSuccess(['minisign', '-Sm', metadata, '-s', secret, ...legacy]);
      await note(['signed by minisign', ...legacy].join(' '), true);
    }
    writeFileSync(metadata, ' ', { flag: 'a' });
    await note('changed afterwards is refused', false);

    for (const [what, isSo] of results) console.log(`${isSo ? 'ok' : 'FAILED'} ${what}`);
    const failed = results.filter(([, isSo]) => !isSo).length;
    console.log(`${results.length - failed} passed, ${failed} failed`);
    return failed === 0;
  });
}

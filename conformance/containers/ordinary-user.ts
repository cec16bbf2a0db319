import { chownSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../lib/capture.ts';
import { crateRun } from '../lib/places.ts';
import { running } from '../bed/places.ts';
import { endOf, unmet, type ContainerCheck } from './check.ts';
import { startRun, toolIn } from './run.ts';

/** A user and group that no machine has. */
const id = 54_321;

/** Makes what is hard to own and to remove: a closed folder, a link, a file without permissions, a folder for the next tool. */
const script =
  'mkdir -p deep/closed && echo a > deep/closed/a.txt && chmod 500 deep/closed && ln -s deep/closed/a.txt link.txt && echo b > b.txt && chmod 400 b.txt';

/** crate-run is called by an ordinary user who may use the engine. */
export const ordinaryUser: ContainerCheck = {
  name: 'what containers make for an ordinary user belongs to that user',
  async try(folder) {
    const { gid } = statSync(join(running, 'docker.sock'));
    const before = ['setpriv', `--reuid=${id}`, `--regid=${id}`, `--groups=${gid}`];
    if ((await capture([...before, ...crateRun, '--version'])).exitCode !== 0)
      return [`an ordinary user cannot start ${crateRun.join(' ')}`];
    const outputs = {
      deep: { type: 'Directory', outputBinding: { glob: 'deep' } },
      files: { type: 'File[]', outputBinding: { glob: '*.txt' } },
    };
    for (const made of ['', 'results', 'tmp', 'home']) {
      mkdirSync(join(folder, made), { recursive: true });
      chownSync(join(folder, made), id, id);
    }
    const run = startRun(folder, toolIn('docker.io/debian:stable-slim', script, { outputs }), {
      before,
      env: { HOME: join(folder, 'home') },
    });
    const ended = await run.ended;
    if (ended.exitCode !== 0) return [endOf(ended)];
    const foreign = entriesOf(folder).filter((path) => lstatSync(path).uid !== id && !path.endsWith('document.cwl'));
    return unmet([
      [foreign.length === 0, `of another user: ${foreign.join(', ')}`],
      [
        readdirSync(join(folder, 'tmp')).length === 0,
        `left in the temporary folder: ${readdirSync(join(folder, 'tmp')).join(', ')}`,
      ],
      [readdirSync(run.outdir).sort().join() === 'b.txt,deep,link.txt', `outputs: ${readdirSync(run.outdir).join()}`],
    ]);
  },
};

function entriesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...entriesOf(path)] : [path];
  });
}

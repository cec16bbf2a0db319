import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { docker, engineEnv } from '../bed/docker.ts';
import { attribution } from '../judges/make-crate.ts';
import { capture } from '../lib/capture.ts';
import { crateRun, fixtures } from '../lib/places.ts';
import { toldJobs } from './crate.ts';

/** A container that ended, as the engine noted it. */
interface EndedContainer {
  readonly image: string;
  readonly exitCode: number;
}

/**
 * Runs `variant-calling` in containers and gives what its crate tells otherwise than the engine: containers, the images that
 * they were made from, and how they ended.
 */
export async function inContainers(folder: string): Promise<readonly string[]> {
  const [crate, outdir] = [join(folder, 'crate'), join(folder, 'out')];
  mkdirSync(outdir);
  const documents = ['workflow.cwl', 'job.yml'].map((name) => join(fixtures, 'variant-calling', name));
  const since = String(Date.now() / 1000);
  const ended = await capture([...crateRun, ...documents, '--quiet', '-o', crate, '--outdir', outdir, ...attribution], {
    env: engineEnv,
    limit: 300,
  });
  if (ended.exitCode !== 0) return [`the run ended with ${ended.exitCode ?? 'a signal'}: ${ended.stderr}`];
  const seen = await endedContainers(since);
  const told = toldJobs(crate).filter(({ image }) => image !== undefined);
  console.log(`           ${seen.length} containers, ${told.length} jobs`);
  const asText = (image: string | undefined, exitCode: number) => `a container of ${image ?? '?'} that ended with ${exitCode}`;
  const [left, right] = [
    seen.map(({ image, exitCode }) => asText(image, exitCode)),
    told.map(({ image, exitCode }) => asText(image, exitCode)),
  ];
  return [
    ...without(left, right).map((one) => `the engine saw ${one}, which the crate does not tell`),
    ...without(right, left).map((one) => `the crate tells of ${one}, which the engine did not see`),
  ];
}

async function endedContainers(since: string): Promise<readonly EndedContainer[]> {
  const until = String(Date.now() / 1000);
  const text = await docker(['events', '--since', since, '--until', until, '--filter', 'event=die', '--format', '{{json .}}']);
  const events = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { Actor: { Attributes: Record<string, string> } });
  return events.map(({ Actor: { Attributes } }) => ({
    image: Attributes['image'] ?? '',
    exitCode: Number(Attributes['exitCode']),
  }));
}

/** What is in one list and not in another, each as often as it is too many. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const rest = [...others];
  return list.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

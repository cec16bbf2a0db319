import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { docker } from '../bed/docker.ts';
import { startRun, times, toolIn } from '../containers/run.ts';

const image = 'alpine:latest';
const rounds = 5;
const jobs = 10;

/** Seconds that each of 50 jobs in a container took crate-run, and each of 50 bare `docker run --rm`, ten of each in turn. */
export async function measureContainers(scratch: string): Promise<{ readonly crate: number[]; readonly limit: number[] }> {
  const crate: number[] = [];
  const limit: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    crate.push(...(await crateJobs(join(scratch, `containers-${round}`))));
    for (let job = 0; job < jobs; job += 1) {
      const started = process.hrtime.bigint();
      await docker(['run', '--rm', '--network', 'none', image, 'sh', '-c', 'true']);
      limit.push(Number(process.hrtime.bigint() - started) / 1e9);
    }
  }
  return { crate, limit };
}

/** From the end of one job to the end of the next, so that nothing that crate-run does for a job is left out. */
async function crateJobs(folder: string): Promise<readonly number[]> {
  // One at a time: each job asks for the whole machine.
  const requirements = { DockerRequirement: { dockerPull: image }, ResourceRequirement: { coresMin: availableParallelism() } };
  const run = startRun(folder, times(jobs + 1, toolIn(image, 'true', { requirements })));
  const { exitCode, stderr } = await run.ended;
  if (exitCode !== 0) throw new Error(`crate-run ended with ${exitCode ?? 'a signal'}\n${stderr}`);
  const metadata = JSON.parse(readFileSync(join(run.crate, 'ro-crate-metadata.json'), 'utf8')) as {
    '@graph': readonly Readonly<Record<string, unknown>>[];
  };
  const ends = metadata['@graph']
    .filter((one) => one['@type'] !== 'ControlAction' && one['containerImage'] !== undefined)
    .map((one) => Date.parse(String(one['endTime'])))
    .sort((a, b) => a - b);
  return ends.slice(1).map((end, index) => (end - ends[index]!) / 1000);
}

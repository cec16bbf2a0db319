import { setTimeout as sleep } from 'node:timers/promises';
import { setLink } from '../bed/hosts/network.ts';
import { tryIn } from '../bed/hosts/site.ts';
import { siteB } from '../bed/hosts/sites.ts';
import { endOf, unmet } from '../containers/check.ts';
import { times } from '../containers/run.ts';
import type { HybridCheck } from './check.ts';
import { eventsOf, only, shell, startHybrid, until } from './run.ts';

/** Seconds for which one of the locations does not answer. */
const stall = 60;

/** Many jobs over four locations, of which one stalls. */
export const manyJobs: HybridCheck = {
  name: `500 jobs over four locations, one of which stalls for ${stall} s: the others stay busy`,
  isLong: true,
  async try(folder) {
    const targets = [{ deployment: 'local' }, { deployment: 'dk' }, { deployment: 'sl', service: 'short' }, { deployment: 'b' }];
    const tool = { ...shell('sleep 0.3'), outputs: {}, requirements: { ResourceRequirement: { coresMin: 1, ramMin: 16 } } };
    const deployments = { local: { type: 'local', config: {} } };
    const run = startHybrid(folder, { document: times(500, tool), bindings: [{ step: '/s', target: targets }], deployments });
    await until(async () => (await tryIn(siteB, ['pgrep', '--exact', 'sleep'])).exitCode === 0);
    const began = Date.now();
    await setLink(siteB, 'down');
    await Promise.race([sleep(stall * 1000), run.ended]);
    await setLink(siteB, 'up');
    const stalled = Date.now() - began;
    const ended = await run.ended;
    if (ended.exitCode !== 0) return [endOf(ended)];
    const events = eventsOf(run.crate);
    const where = new Map(only(events, 'job.scheduled').map(({ job, location }) => [job, location]));
    const jobs = only(events, 'job.ended').filter(({ job }) => job.startsWith('/s@'));
    const others = jobs.filter(({ job }) => where.get(job) !== 'b');
    const during = others.map(({ end }) => Date.parse(end)).filter((end) => end >= began && end <= began + stalled);
    const moments = [began, ...during.sort((one, other) => one - other)];
    const gap = Math.max(0, ...moments.slice(1).map((moment, index) => moment - moments[index]!));
    const used = new Set(where.values());
    console.log(
      `           ${during.length} jobs ended elsewhere in ${Math.round(stalled / 1000)} s, never ${(gap / 1000).toFixed(1)} s without one`,
    );
    return unmet([
      [jobs.length === 500, `${jobs.length} jobs ended`],
      [used.size >= 4, `only ${[...used].join(', ')} had jobs`],
      [during.length > 50, `only ${during.length} jobs ended elsewhere during the stall`],
      [gap < 10_000, `nothing ended elsewhere for ${gap} ms`],
    ]);
  },
};

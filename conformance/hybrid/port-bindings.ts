import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countBytes } from '../bed/hosts/network.ts';
import { runIn } from '../bed/hosts/site.ts';
import { sites } from '../bed/hosts/sites.ts';
import { endOf, unmet } from '../containers/check.ts';
import type { HybridCheck } from './check.ts';
import { eventsOf, only, shell, startHybrid } from './run.ts';

const size = 50 << 20;

/** Two sites with data that must not leave them. */
export const portBindings: HybridCheck = {
  name: 'port bindings: two sites, each with data that stays; only what is made of it travels',
  async try(folder) {
    for (const site of sites)
      await runIn(site, ['sh', '-c', `mkdir -p /data && head -c ${size} /dev/urandom > /data/own && chmod 644 /data/own`]);
    const ports = ['a', 'b'].map((name) => ({ port: `/data-${name}`, target: { deployment: name, workdir: '/data' } }));
    const steps = ['a', 'b'].map((name) => ({ step: `/sum-${name}`, target: { deployment: name } }));
    const job = join(folder, 'job.json');
    const own = { class: 'File', location: 'own' };
    writeFileSync(job, JSON.stringify({ 'data-a': own, 'data-b': own }));
    const before = await Promise.all(sites.map(countBytes));
    const run = startHybrid(folder, { document: sums(), bindings: [...ports, ...steps], more: [job] });
    const ended = await run.ended;
    const after = await Promise.all(sites.map(countBytes));
    if (ended.exitCode !== 0) return [endOf(ended)];
    const moved = only(eventsOf(run.crate), 'transfer.ended').filter(({ from, to }) => `${from} ${to}`.includes('/own'));
    return unmet([
      [
        moved.length === 0,
        `the log has ${moved.length} transfers of the data: ${moved.map(({ from, to }) => `${from} to ${to}`).join(', ')}`,
      ],
      ...sites.map(({ name }, index) => {
        const seen = after[index]!.in + after[index]!.out - before[index]!.in - before[index]!.out;
        return [seen < 2_000_000, `${seen} bytes went to ${name} and from there`] as const;
      }),
    ]);
  },
};

function sums(): unknown {
  const sum = { ...shell('sha256sum < "$0"'), inputs: { data: { type: 'File', inputBinding: {} } } };
  const both = { ...shell('cat "$@"'), inputs: { parts: { type: 'File[]', inputBinding: {} } }, arguments: ['sh'] };
  return {
    class: 'Workflow',
    cwlVersion: 'v1.2',
    requirements: { MultipleInputFeatureRequirement: {} },
    inputs: { 'data-a': 'File', 'data-b': 'File' },
    outputs: { said: { type: 'File', outputSource: 'join/said' } },
    steps: {
      'sum-a': { run: sum, in: { data: 'data-a' }, out: ['said'] },
      'sum-b': { run: sum, in: { data: 'data-b' }, out: ['said'] },
      join: { run: both, in: { parts: { source: ['sum-a/said', 'sum-b/said'] } }, out: ['said'] },
    },
  };
}

import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countBytes } from '../bed/hosts/network.ts';
import { runIn } from '../bed/hosts/site.ts';
import { siteA, siteB, type Site } from '../bed/hosts/sites.ts';
import { endOf, unmet } from '../containers/check.ts';
import { judged } from '../containers/crate.ts';
import type { HybridCheck } from './check.ts';
import { eventsOf, only, startHybrid } from './run.ts';

/** Steps in the order in which data goes through them, and the host name that each has to see. */
const steps = [
  { name: 'here', at: undefined },
  { name: 'docker', at: { deployment: 'dk' } },
  { name: 'ssh', at: { deployment: 'b' }, host: 'site-b' },
  { name: 'slurm', at: { deployment: 'sl', service: 'short' }, host: 'site-a' },
  { name: 'stacked', at: { deployment: 'inside' } },
  { name: 'gridengine', at: { deployment: 'ge', service: 'all' }, host: 'site-b' },
  { name: 'end', at: undefined },
] as const;

/** One chain of data through every kind of place. */
export const everywhere: HybridCheck = {
  name: 'one run here, in Docker, over SSH, in Slurm and Grid Engine over SSH, in a container in a Slurm job: every place and byte',
  async try(folder) {
    const seed = join(folder, 'seed');
    writeFileSync(seed, `${randomBytes(4 << 20).toString('base64')}\n`);
    const bindings = steps.flatMap(({ name, at }) => (at ? [{ step: `/${name}`, target: at }] : []));
    const before = [await countBytes(siteA), await countBytes(siteB)] as const;
    const run = startHybrid(folder, { document: chain(seed), bindings, more: ['--leave-tmpdir'] });
    const ended = await run.ended;
    if (ended.exitCode !== 0) return [endOf(ended)];
    const after = [await countBytes(siteA), await countBytes(siteB)] as const;
    const events = eventsOf(run.crate);
    const moved = only(events, 'transfer.ended').filter(({ transfer }) => transfer !== undefined);
    const lines = readFileSync(join(run.outdir, 'said.txt'), 'utf8').trimEnd().split('\n').slice(-steps.length);
    const told = steps.map(({ name, ...step }, index) => {
      const [who, where] = (lines[index] ?? '').split(' ');
      return [who === name && (!('host' in step) || step.host === where), `step ${name} wrote "${lines[index] ?? ''}"`] as const;
    });
    const graph = readFileSync(join(run.crate, 'ro-crate-metadata.json'), 'utf8');
    const actions = graph.split('"TransferAction"').length - 1;
    return [
      ...unmet(told),
      ...unmet([[actions === moved.length, `the crate has ${actions} transfers, the log ${moved.length}`]]),
      ...unmet(
        only(events, 'location.described').map(({ hostname }) => [
          graph.includes(hostname),
          `the crate does not name ${hostname}`,
        ]),
      ),
      ...unmet(([siteA, siteB] as const).flatMap((site, index) => counted(site, moved, before[index]!, after[index]!))),
      ...(await listed(siteA, moved)),
      ...(await listed(siteB, moved)),
      ...(await judged(run.crate)),
    ];
  },
};

type Moved = ReturnType<typeof only<'transfer.ended'>>;
type Bytes = Awaited<ReturnType<typeof countBytes>>;

function chain(seed: string): unknown {
  const script = 'cat "$0"; echo "$1 $(hostname)"';
  const run = {
    class: 'CommandLineTool',
    baseCommand: ['sh', '-c', script],
    inputs: { from: { type: 'File', inputBinding: { position: 1 } }, name: { type: 'string', inputBinding: { position: 2 } } },
    outputs: { said: 'stdout' },
    stdout: 'said.txt',
  };
  const made = steps.map(({ name }, index) => {
    const from = index === 0 ? 'seed' : `${steps[index - 1]!.name}/said`;
    return [name, { run, in: { from, name: { default: name } }, out: ['said'] }] as const;
  });
  return {
    class: 'Workflow',
    cwlVersion: 'v1.2',
    inputs: { seed: { type: 'File', default: { class: 'File', location: `file://${seed}` } } },
    outputs: { said: { type: 'File', outputSource: 'end/said' } },
    steps: Object.fromEntries(made),
  };
}

/** What the log says went into and out of a site, against its network card: that has what ssh and TCP add, too. */
function counted(site: Site, moved: Moved, before: Bytes, after: Bytes) {
  const [into, out] = (['to', 'from'] as const).map((end) =>
    moved.filter((one) => one[end].startsWith(`ssh://${site.address}/`)).reduce((sum, { bytes = 0 }) => sum + bytes, 0),
  ) as [number, number];
  const is = (said: number, seen: number) => seen >= said && seen <= said * 1.1 + 500_000;
  const [seenIn, seenOut] = [after.in - before.in, after.out - before.out];
  return [
    [is(into, seenIn), `the log has ${into} bytes into ${site.name}, its network card ${seenIn}`],
    [is(out, seenOut), `the log has ${out} bytes out of ${site.name}, its network card ${seenOut}`],
    [into > 5_000_000 && out > 5_000_000, `hardly anything went to ${site.name} and from there`],
  ] as const;
}

/** Looks at a site for every file that the log says came there. */
async function listed(site: Site, moved: Moved): Promise<readonly string[]> {
  const start = `ssh://${site.address}`;
  const came = moved.filter(({ to }) => to.startsWith(`${start}/`));
  const looks = came.map(async ({ to, bytes, sha256 }) => {
    const path = decodeURIComponent(to.slice(start.length));
    const [sum = ''] = (await runIn(site, ['sha256sum', path])).split(' ');
    const size = Number(await runIn(site, ['stat', '--format=%s', path]));
    return unmet([[size === bytes && sum === sha256, `${to} has ${size} bytes there, ${bytes} in the log`]]);
  });
  return (await Promise.all(looks)).flat();
}

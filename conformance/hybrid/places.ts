import { access } from '../bed/hosts/keys.ts';
import { siteA, siteB, user, type Site } from '../bed/hosts/sites.ts';

/** A deployment as StreamFlow's file has it. */
type Deployment = Readonly<Record<string, unknown>>;

/** A host of the bed; `more` are options of the connection. */
export function host({ address }: Site, more: Readonly<Record<string, unknown>> = {}): Deployment {
  const settings = { nodes: [address], username: user, sshKey: access.key, knownHosts: access.knownHosts };
  return { type: 'ssh', config: { ...settings, ...more } };
}

/** Every kind of place that the bed has. */
export const deployments = {
  dk: { type: 'docker', config: { image: 'alpine:latest' } },
  a: host(siteA),
  b: host(siteB),
  sl: {
    type: 'slurm',
    config: { maxConcurrentJobs: 50, pollingInterval: 1, services: { short: { partition: 'short' } } },
    wraps: 'a',
  },
  ge: { type: 'gridengine', config: { maxConcurrentJobs: 50, services: { all: { queue: 'all.q' } } }, wraps: 'b' },
  inside: { type: 'docker', config: { image: 'alpine:latest' }, wraps: { deployment: 'sl', service: 'short' } },
} as const satisfies Readonly<Record<string, Deployment>>;

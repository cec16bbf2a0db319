import { join } from 'node:path';
import { cache, running } from '../places.ts';

/** A "host" of the bed: a file system, a network and processes of its own on this machine, reached by ssh alone. */
export interface Site {
  readonly name: string;
  readonly address: string;
  /** Name of its network namespace, as `ip -n` takes it. */
  readonly namespace: string;
  /** This machine's end of its only link; the other end is `eth0` in the namespace. */
  readonly link: string;
  /** Its daemons, in the order in which they start. */
  readonly services: readonly ServiceName[];
}

/** A daemon that a site may have. */
export type ServiceName = 'sshd' | 'dockerd' | 'munged' | 'slurmctld' | 'slurmd' | 'sge_qmaster' | 'sge_execd';

/** The bridge that joins the sites and this machine, and this machine's address on it. */
export const bridge = { name: 'crate-run-hosts', address: '10.213.78.1' } as const;

/** A cluster of Slurm with an engine for containers. */
export const siteA: Site = {
  name: 'site-a',
  address: '10.213.78.11',
  namespace: 'crate-run-a',
  link: 'crate-run-a',
  services: ['sshd', 'dockerd', 'munged', 'slurmctld', 'slurmd'],
};

/** A cluster of Grid Engine. */
export const siteB: Site = {
  name: 'site-b',
  address: '10.213.78.12',
  namespace: 'crate-run-b',
  link: 'crate-run-b',
  services: ['sshd', 'sge_qmaster', 'sge_execd'],
};

export const sites: readonly Site[] = [siteA, siteB];

/** The one ordinary user of every site. */
export const user = 'worker';

/** What the sites need on this machine while they are there: keys, settings for ssh, and the file that says all of it. */
export const hostsFolder = join(running, 'hosts');

/** Where the file systems of the sites are: the tree that they share, and what each of them changed. */
export const treesFolder = join(cache, 'hosts');

/** Where the state of the sites is kept for tests to read. */
export const stateFile = join(hostsFolder, 'state.json');

import { posix } from 'node:path';
import type { Fact } from '../event/event.ts';
import type { Connector } from '../execution/connector/connector.ts';
import { createRemoteRunner, removeRoot } from '../execution/remote/runner.ts';
import type { Runner } from '../execution/run/runner.ts';
import { createSlots, type Slots } from '../execution/schedule/slots.ts';
import { createStore, type Store } from '../execution/site/bring.ts';
import type { Site } from '../execution/site/site.ts';
import type { Sites } from '../execution/site/sites.ts';
import type { TransferLog } from '../execution/site/transfer.ts';
import { isWithin } from '../execution/data/listing.ts';
import type { ResolvedImage } from '../job/container.ts';
import type { Layout } from '../job/jobspec.ts';
import type { Target } from '../topology/topology.ts';
import type { Deployments, OpenLocation } from './deployments.ts';

/** A location that is not this machine, ready for jobs. */
export interface RemotePlace {
  readonly location: string;
  readonly hostname: string;
  readonly site: Site;
  readonly store: Store;
  readonly runner: Runner;
  readonly slots: Slots;
  /** The image that its jobs run in, and whether that lets them reach a network. */
  readonly image?: ResolvedImage;
  readonly container?: { readonly network: boolean };
  newLayout(): Layout;
}

/** The locations of one run beside this machine; each is opened when it is first needed. */
export interface Places {
  /** Throws what `Deployments.open` throws. */
  open(target: Target): Promise<readonly RemotePlace[]>;
  /** Takes away what was set up and, unless it shall stay, what jobs left. */
  close(): Promise<void>;
}

export interface PlacesSettings {
  readonly deployments: Deployments;
  readonly sites: Sites;
  /** Cores and memory of this machine, which containers on it share. */
  readonly ownSlots: Slots;
  readonly run: string;
  readonly keep: boolean;
  readonly log: TransferLog;
  report(facts: readonly Fact[]): void;
}

export function createPlaces({ deployments, sites, ownSlots, run, keep, log, report }: PlacesSettings): Places {
  const opened = new Map<string, Promise<RemotePlace>>();
  const stores = new Map<Site, Map<string, Store>>();
  const slots = new Map<Connector, Slots>();

  async function openPlace(open: OpenLocation, target: Target): Promise<RemotePlace> {
    const { name: location, connector, files, queue, workdir, deployment, service, image } = open;
    const { searchPath: _, ...host } = await connector.describe();
    const named = { location, deployment, ...(service === undefined ? {} : { service }) };
    report([{ type: 'location.described', ...named, address: connector.name, ...host }]);
    const site = sites.of(files, location);
    const root = posix.join(workdir, run);
    const store = storeOf(site, root, image ? workdir : '/');
    const runner = createRemoteRunner({ connector, ...(queue ? { queue } : {}), site, sites, store, root, keep });
    const { newLayout } = runner;
    const own = queue ? queueSlots(location, target) : machineSlots(site, { name: location, ...host });
    return {
      location,
      hostname: host.hostname,
      site,
      store,
      runner,
      slots: own,
      ...(image ? { image, container: { network: hasNetwork(target) } } : {}),
      newLayout,
    };
  }

  function storeOf(site: Site, root: string, seen: string): Store {
    const known = stores.get(site) ?? new Map<string, Store>();
    stores.set(site, known);
    const store =
      known.get(`${root} ${seen}`) ??
      createStore({ site, sites, folder: `${root}/data`, sees: (path) => isWithin(path, seen), log });
    known.set(`${root} ${seen}`, store);
    return store;
  }

  /** Places that share files share a machine. */
  function machineSlots({ connector, prefix }: Site, capacity: Parameters<typeof createSlots>[0]): Slots {
    if (prefix === '') return ownSlots;
    const known = slots.get(connector) ?? createSlots(capacity);
    slots.set(connector, known);
    return known;
  }

  return {
    async open(target) {
      const found = await deployments.open(target);
      return Promise.all(
        found.map((open) => {
          const key = `${open.name} ${open.workdir}`;
          let place = opened.get(key);
          if (!place) {
            place = openPlace(open, target);
            opened.set(key, place);
            place.catch(() => opened.delete(key));
          }
          return place;
        }),
      );
    },
    async close() {
      if (!keep) {
        const roots = [...stores].flatMap(([{ connector }, known]) =>
          [...new Set(Array.from(known.keys(), (key) => key.slice(0, key.lastIndexOf(' '))))].map((root) =>
            removeRoot(connector, root),
          ),
        );
        await Promise.all(roots);
      }
      await deployments.close();
    },
  };
}

/** A queue manager knows by itself what fits; it may be told to have only so many of our jobs at once. */
function queueSlots(name: string, { deployment }: Target): Slots {
  const most = Number(deployment.config['maxConcurrentJobs'] ?? Infinity);
  const jobs = createSlots({ name, cores: most, memoryMiB: Infinity });
  const one = { cores: 1, ram: 0, tmpdirSize: 0, outdirSize: 0 };
  return {
    acquire: (_, signal) => jobs.acquire(one, signal),
    tryAcquire: () => jobs.tryAcquire(one),
    refuseImpossible: () => undefined,
  };
}

function hasNetwork({ deployment }: Target): boolean {
  return ![deployment.config['network']].flat().includes('none');
}

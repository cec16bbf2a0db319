import { CrateRunError } from '../base/error.ts';
import type { Event, JobName, TokenName } from '../event/event.ts';

/** The events of one type. */
export type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** One try of a job; a job that could not even be started has only an end. */
export interface Attempt {
  readonly number: number;
  scheduled?: EventOf<'job.scheduled'>;
  started?: EventOf<'job.started'>;
  /** Why there was another try after this one. */
  retried?: EventOf<'job.retried'>;
  ended?: EventOf<'job.ended'>;
}

/** A job with its tries, in order. */
export interface Job {
  readonly created: EventOf<'job.created'>;
  readonly attempts: Attempt[];
}

/** An environment of the file of locations that was set up, and taken away when `removed` says so. */
export interface Deployment {
  readonly ready: EventOf<'deployment.ready'>;
  removed?: EventOf<'deployment.removed'>;
}

/** Bytes that travelled. Those under way when the log ends have no end; those that stayed on one machine have no start of their own. */
export interface Transfer {
  readonly started?: EventOf<'transfer.started'>;
  ended?: EventOf<'transfer.ended'>;
}

/** The log of a run, indexed once so that nothing after it has to search. */
export interface Ledger {
  readonly run: EventOf<'run.started'>;
  readonly document: EventOf<'document.loaded'>;
  /** Absent for a run that was killed or still goes on. */
  readonly ended: EventOf<'run.ended'> | undefined;
  /** Time of the last event. */
  readonly endTime: string;
  readonly jobs: ReadonlyMap<JobName, Job>;
  readonly skipped: readonly EventOf<'job.skipped'>[];
  readonly tokens: ReadonlyMap<TokenName, EventOf<'token.produced'>>;
  /** Output tokens of each job; those of the run are under `@0`. */
  readonly results: ReadonlyMap<JobName, readonly EventOf<'token.produced'>[]>;
  /** By URI. */
  readonly files: ReadonlyMap<string, EventOf<'file.described'>>;
  /** By the name asked for and the id that answered: `imageOf` finds them. */
  readonly images: ReadonlyMap<string, EventOf<'image.resolved'>>;
  /** By `id`, each as often as something else was asked for. */
  readonly software: ReadonlyMap<string, readonly EventOf<'software.resolved'>[]>;
  /** Files whose bytes do not travel, because they hold a secret, by URI. */
  readonly withheld: ReadonlyMap<string, EventOf<'file.withheld'>>;
  /** The file that says where steps run, if there was one. */
  readonly topology: EventOf<'topology.loaded'> | undefined;
  /** By name. */
  readonly deployments: ReadonlyMap<string, Deployment>;
  readonly locations: ReadonlyMap<string, EventOf<'location.described'>>;
  /** In the order of the log. */
  readonly transfers: readonly Transfer[];
  /** Of the transfers away from each URI the newest that brought the bytes to this machine, or took them away from there. */
  readonly departures: ReadonlyMap<string, EventOf<'transfer.ended'>>;
  /** Where on the web the files came from that were fetched, by the URI of the copy. */
  readonly origins: ReadonlyMap<string, string>;
}

/** The job of the run itself. */
export const runJob: JobName = '@0';

/** Indexes the events of a run. Throws LOG_READ when the log ends before a document was loaded: there is nothing to describe then. */
export function readLedger(events: Iterable<Event>): Ledger {
  const jobs = new Map<JobName, Job>();
  const skipped: EventOf<'job.skipped'>[] = [];
  const tokens = new Map<TokenName, EventOf<'token.produced'>>();
  const results = new Map<JobName, EventOf<'token.produced'>[]>();
  const files = new Map<string, EventOf<'file.described'>>();
  const images = new Map<string, EventOf<'image.resolved'>>();
  const software = new Map<string, EventOf<'software.resolved'>[]>();
  const withheld = new Map<string, EventOf<'file.withheld'>>();
  const locations = new Map<string, EventOf<'location.described'>>();
  const origins = new Map<string, string>();
  const deployments = new Map<string, Deployment>();
  const transfers: Transfer[] = [];
  const underway = new Map<number, Transfer>();
  const departures = new Map<string, EventOf<'transfer.ended'>>();
  let topology: EventOf<'topology.loaded'> | undefined;
  let run: EventOf<'run.started'> | undefined;
  let document: EventOf<'document.loaded'> | undefined;
  let ended: EventOf<'run.ended'> | undefined;
  let endTime = '';

  const attempt = (job: JobName, number: number): Attempt => {
    const attempts = jobs.get(job)?.attempts ?? [];
    return attempts[number - 1] ?? (attempts[number - 1] = { number });
  };
  for (const event of events) {
    endTime = event.at;
    if (event.type === 'run.started') run = event;
    else if (event.type === 'document.loaded') document = event;
    else if (event.type === 'run.ended') ended = event;
    else if (event.type === 'job.created') jobs.set(event.job, { created: event, attempts: [] });
    else if (event.type === 'job.skipped') skipped.push(event);
    else if (event.type === 'job.scheduled') attempt(event.job, event.attempt).scheduled = event;
    else if (event.type === 'job.started') attempt(event.job, event.attempt).started = event;
    else if (event.type === 'job.retried') attempt(event.job, event.attempt).retried = event;
    else if (event.type === 'job.ended') attempt(event.job, event.attempt).ended = event;
    else if (event.type === 'file.described') files.set(event.location, event);
    else if (event.type === 'image.resolved') images.set(imageKey(event.requested, event.id), event);
    else if (event.type === 'software.resolved') add(software, event.id, event);
    else if (event.type === 'file.withheld') withheld.set(event.location, event);
    else if (event.type === 'location.described') locations.set(event.location, event);
    else if (event.type === 'topology.loaded') topology = event;
    else if (event.type === 'deployment.ready') deployments.set(event.deployment, { ready: event });
    else if (event.type === 'deployment.removed') {
      const deployment = deployments.get(event.deployment);
      if (deployment) deployment.removed = event;
    } else if (event.type === 'transfer.started') {
      if (event.route === 'link') continue; // no bytes travel
      const transfer = { started: event };
      underway.set(event.transfer, transfer);
      transfers.push(transfer);
    } else if (event.type === 'transfer.ended') {
      const begun = event.transfer === undefined ? undefined : underway.get(event.transfer);
      if (begun) begun.ended = event;
      else if (event.route !== 'link') transfers.push({ ended: event });
      if (event.error) continue;
      if (event.to.startsWith('file:') || event.route === 'move') departures.set(event.from, event);
      if (event.route === 'download') origins.set(event.to, event.from);
    } else {
      tokens.set(event.token, event);
      if (event.job !== undefined) add(results, event.job, event);
    }
  }
  if (!run || !document) throw new CrateRunError('LOG_READ', 'The event log ends before a document was loaded.');
  return {
    run,
    document,
    ended,
    endTime,
    jobs,
    skipped,
    tokens,
    results,
    files,
    images,
    software,
    withheld,
    topology,
    deployments,
    locations,
    transfers,
    departures,
    origins,
  };
}

/** The image that an attempt ran in, if it ran in one that the log describes. */
export function imageOf({ images }: Ledger, { started }: Attempt): EventOf<'image.resolved'> | undefined {
  return started?.container && images.get(imageKey(started.container.requested, started.container.image));
}

/** What was found of the software that an attempt used, with all that was asked of each. */
export function softwareOf({ software }: Ledger, { started }: Attempt): readonly (readonly EventOf<'software.resolved'>[])[] {
  return (started?.software ?? []).flatMap((id) => (software.has(id) ? [software.get(id)!] : []));
}

function imageKey(requested: string, id: string): string {
  return `${requested} ${id}`;
}

function add<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

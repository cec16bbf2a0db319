import { setTimeout as pause } from 'node:timers/promises';
import { CrateRunError } from '../base/error.ts';
import type { Slots } from '../execution/schedule/slots.ts';
import type { Sites } from '../execution/site/sites.ts';
import type { Resources } from '../job/jobspec.ts';
import { isThisMachine } from '../topology/targets.ts';
import type { Target } from '../topology/topology.ts';
import type { Places, RemotePlace } from './places.ts';

/** Room for one job. */
export interface Allocation {
  readonly target: Target;
  /** Absent: this machine. */
  readonly place?: RemotePlace;
  /** The other locations that the job has. */
  readonly others: readonly RemotePlace[];
  release(): void;
}

/** What allocating needs. */
export interface AllocationRequest {
  /** Where the job may run, the best first. */
  readonly targets: readonly Target[];
  readonly resources: Resources;
  /** Paths of what the job reads. */
  readonly sources: readonly string[];
  readonly places: Places;
  readonly sites: Sites;
  /** Cores and memory of this machine. */
  readonly ownSlots: Slots;
  readonly signal: AbortSignal;
}

/** A target with its places; none for this machine. */
interface Offer {
  readonly target: Target;
  readonly places: readonly RemotePlace[];
}

/** A way to get room, which may be waited for until the signal says that it is not needed any more. */
type Claim = (signal: AbortSignal) => Promise<Allocation>;

/** How long targets that are only being opened are waited for while others are ready, in milliseconds. */
const grace = 2000;

/**
 * Finds room for a job: at once where there is some, the first target first, and of its places that which has most of the
 * data; else wherever there is room first. A target that cannot be reached is passed over unless it is the only one. Throws
 * SCHED_IMPOSSIBLE when none can ever have the job, DATA_STAYS, RUN_CANCELLED and what opening throws.
 */
export async function allocate(request: AllocationRequest): Promise<Allocation> {
  const { targets, signal } = request;
  const [only] = targets;
  if (targets.length === 1 && isThisMachine(only!)) return claimHere(only!, request, signal);
  const offers = targets.map((target) => openOffer(target, request));
  const ready: Offer[] = [];
  const looked = offers.map((offer) => offer.then((one) => void ready.push(one), () => undefined)); // prettier-ignore
  await Promise.race([Promise.all(looked), pause(grace, undefined, { signal, ref: false }).catch(() => undefined)]);
  for (const offer of targets.flatMap((target) => ready.filter((one) => one.target === target))) {
    const found = atOnce(offer, request);
    if (found) return found;
  }
  return race(offers.map((offer): Claim => async (either) => whenever(await offer, request, either)), signal); // prettier-ignore
}

async function openOffer(target: Target, request: AllocationRequest): Promise<Offer> {
  const places = isThisMachine(target) ? [] : await request.places.open(target);
  if (!isThisMachine(target) && target.locations > places.length) {
    const message = `the job asks for ${target.locations} locations; ${target.deployment.name} has ${places.length}`;
    throw new CrateRunError('SCHED_IMPOSSIBLE', message, { span: target.span });
  }
  return { target, places };
}

/** Room that is there now. What makes the job impossible here is told by `whenever`. */
function atOnce({ target, places }: Offer, request: AllocationRequest): Allocation | undefined {
  const { resources, sources, ownSlots } = request;
  if (target.locations > 1) return undefined;
  const near = fitting(places, request).toSorted((a, b) => b.store.holds(sources) - a.store.holds(sources));
  try {
    for (const place of isThisMachine(target) && mayBeHere(request) ? [undefined] : near) {
      const release = (place?.slots ?? ownSlots).tryAcquire(resources);
      if (release) return { target, ...(place ? { place } : {}), others: [], release };
    }
  } catch (thrown) {
    if (!(thrown instanceof CrateRunError)) throw thrown;
  }
  return undefined;
}

function whenever({ target, places }: Offer, request: AllocationRequest, signal: AbortSignal): Promise<Allocation> {
  if (isThisMachine(target)) return claimHere(target, request, signal);
  const fit = fitting(places, request);
  if (fit.length < target.locations) request.sources.forEach((path) => request.sites.refuseHeld(path));
  if (target.locations > 1) return claimSeveral(target, fit.slice(0, target.locations), request.resources, signal);
  return race(fit.map((place): Claim => (either) => claimSeveral(target, [place], request.resources, either)), signal); // prettier-ignore
}

async function claimHere(target: Target, request: AllocationRequest, signal: AbortSignal): Promise<Allocation> {
  if (!mayBeHere(request)) request.sources.forEach((path) => request.sites.refuseHeld(path));
  return { target, others: [], release: await request.ownSlots.acquire(request.resources, signal) };
}

/** Waits for room at every one of the places: always in the same order, so that no two jobs wait for each other. */
async function claimSeveral(
  target: Target,
  [place, ...others]: readonly RemotePlace[],
  resources: Resources,
  signal: AbortSignal,
): Promise<Allocation> {
  const held: (() => void)[] = [];
  const release = () => held.splice(0).forEach((giveBack) => giveBack());
  try {
    for (const { slots } of [place!, ...others]) held.push(await slots.acquire(resources, signal));
  } catch (thrown) {
    release();
    throw thrown;
  }
  return { target, place: place!, others, release };
}

/** The first claim that is granted; the others are given up, or given back. */
async function race(claims: readonly Claim[], signal: AbortSignal): Promise<Allocation> {
  const stop = new AbortController();
  const claimed = claims.map((claim) => claim(AbortSignal.any([signal, stop.signal])));
  let winner: Allocation | undefined;
  try {
    winner = await Promise.any(claimed);
    return winner;
  } catch (thrown) {
    throw (thrown as AggregateError).errors[0];
  } finally {
    stop.abort();
    for (const one of claimed) one.then((late) => (late === winner ? undefined : late.release()), () => undefined); // prettier-ignore
  }
}

/** The places that may see all that the job reads. */
function fitting(places: readonly RemotePlace[], { sources, sites }: AllocationRequest): readonly RemotePlace[] {
  return places.filter(({ site }) => sources.every((path) => !sites.isHeld(path) || sites.whereIs(path)?.site === site));
}

function mayBeHere({ sources, sites }: AllocationRequest): boolean {
  return !sources.some((path) => sites.isHeld(path));
}

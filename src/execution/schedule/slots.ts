import { CrateRunError } from '../../base/error.ts';
import type { Resources } from '../../job/jobspec.ts';
import { WaitingLine, type Waiting } from './waiting-line.ts';

/** What a machine can give to jobs. */
export interface Capacity {
  /** For people. */
  readonly name: string;
  readonly cores: number;
  readonly memoryMiB: number;
}

/** A pool of cores and memory. */
export interface Slots {
  /**
   * Waits until the machine has room and gives the function that hands it back. A small request may pass a larger
   * one that waits, but not for ever. Throws SCHED_IMPOSSIBLE when the whole machine is too small, RUN_CANCELLED
   * when `signal` says so first.
   */
  acquire(resources: Resources, signal: AbortSignal): Promise<() => void>;
  /** Throws SCHED_IMPOSSIBLE when it will never have room. */
  refuseImpossible(resources: Resources): void;
  /** The same at once, or undefined when there is no room now or others wait. Throws SCHED_IMPOSSIBLE. */
  tryAcquire(resources: Resources): (() => void) | undefined;
}

interface Request extends Waiting {
  readonly cores: number;
  start(): void;
  refuse(reason: CrateRunError): void;
}

/** How many may pass the one that waits longest, for each core: then the line stands until that one fits. */
const passesPerCore = 4;

/** Makes the pool of one machine. */
export function createSlots(capacity: Capacity): Slots {
  const lines = new Map<number, WaitingLine<Request>>();
  const waiting = new Map<AbortSignal, Set<Request>>();
  let { cores, memoryMiB } = capacity;
  let arrivals = 0;
  let passes = 0;

  /** The first of all requests within the limits. Cores are few whole numbers, so there are few lines. */
  function first(mostCores: number, mostMemory: number): Request | undefined {
    let best: Request | undefined;
    for (const [wanted, line] of lines) {
      const candidate = wanted <= mostCores ? line.first(mostMemory) : undefined;
      if (candidate && (!best || candidate.order < best.order)) best = candidate;
    }
    return best;
  }

  function serve(): void {
    for (;;) {
      const next = first(cores, memoryMiB);
      if (!next) return;
      const oldest = first(capacity.cores, capacity.memoryMiB);
      if (next === oldest) passes = 0;
      else if (++passes > passesPerCore * capacity.cores) return;
      lines.get(next.cores)!.remove(next);
      next.start();
    }
  }

  function take(request: { cores: number; size: number }): () => void {
    cores -= request.cores;
    memoryMiB -= request.size;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      cores += request.cores;
      memoryMiB += request.size;
      serve();
    };
  }

  function waitingUnder(signal: AbortSignal): Set<Request> {
    const known = waiting.get(signal);
    if (known) return known;
    const requests = new Set<Request>();
    waiting.set(signal, requests);
    // One listener for all: a signal with thousands of listeners is slow.
    signal.addEventListener('abort', () => {
      waiting.delete(signal);
      for (const request of requests) {
        lines.get(request.cores)!.remove(request);
        request.refuse(cancelled());
      }
      passes = 0;
      serve();
    });
    return requests;
  }

  async function acquire(resources: Resources, signal: AbortSignal): Promise<() => void> {
    refuseImpossible(resources, capacity);
    if (signal.aborted) throw cancelled();
    const line = lines.get(resources.cores) ?? new WaitingLine<Request>();
    lines.set(resources.cores, line);
    const peers = waitingUnder(signal);
    return new Promise((resolve, reject) => {
      const request: Request = {
        order: arrivals++,
        size: resources.ram,
        cores: resources.cores,
        place: -1,
        start() {
          peers.delete(request);
          resolve(take(request));
        },
        refuse: reject,
      };
      peers.add(request);
      line.add(request);
      serve();
    });
  }

  function tryAcquire(resources: Resources): (() => void) | undefined {
    refuseImpossible(resources, capacity);
    const isFree = resources.cores <= cores && resources.ram <= memoryMiB;
    return isFree && first(capacity.cores, capacity.memoryMiB) === undefined
      ? take({ cores: resources.cores, size: resources.ram })
      : undefined;
  }

  return { acquire, tryAcquire, refuseImpossible: (resources) => refuseImpossible(resources, capacity) };
}

function cancelled(): CrateRunError {
  return new CrateRunError('RUN_CANCELLED', 'the run was cancelled while the job waited for room');
}

function refuseImpossible(asked: Resources, capacity: Capacity): void {
  if (asked.cores > capacity.cores) {
    throw new CrateRunError('SCHED_IMPOSSIBLE', `the job asks for ${asked.cores} cores; ${capacity.name} has ${capacity.cores}`);
  }
  if (asked.ram > capacity.memoryMiB) {
    throw new CrateRunError(
      'SCHED_IMPOSSIBLE',
      `the job asks for ${asked.ram} MiB of memory; ${capacity.name} has ${capacity.memoryMiB} MiB`,
    );
  }
}

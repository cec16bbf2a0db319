import { setTimeout as pause } from 'node:timers/promises';
import type { EngineAddress } from './address.ts';
import { isWelcoming, refusalOf, type EngineApi } from './api.ts';

/** How long an engine may take to come back, in milliseconds. */
const absence = 60_000;

/** Removes containers. */
export interface Remover {
  /** Begins; `close` waits for the end. */
  remove(container: string): void;
  /** Waits until an engine that went away is back, a minute at most, and removes what it has left of a container. */
  removeWhenBack(container: string, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export function createRemover(api: EngineApi, address: EngineAddress): Remover {
  const underWay = new Set<Promise<void>>();

  /** True when it is gone. */
  async function attempt(container: string): Promise<boolean> {
    try {
      await api.getContainer(container).remove({ force: true, v: true });
      return true;
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      // 409: somebody else is at it.
      return refusal?.status === 404 || refusal?.status === 409;
    }
  }

  async function insist(remove: () => Promise<boolean>, time: number, signal?: AbortSignal): Promise<void> {
    const deadline = performance.now() + time;
    for (let wait = 100; !(await remove()); wait = Math.min(2 * wait, 2000)) {
      if (performance.now() > deadline) return;
      await pause(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
      if (signal?.aborted) return;
    }
  }

  return {
    remove(container) {
      const removal = insist(() => attempt(container), 5000).finally(() => underWay.delete(removal));
      underWay.add(removal);
    },
    // One that is on its way out would still remove, and not be there for what comes next.
    removeWhenBack: (container, signal) =>
      insist(async () => (await isWelcoming(address)) && (await attempt(container)), absence, signal),
    async close() {
      await Promise.all(underWay);
    },
  };
}

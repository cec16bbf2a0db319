import { setTimeout as pause } from 'node:timers/promises';

/** How long to look for more, in milliseconds. */
const moment = 30;

/**
 * Collects what comes within a moment, and what comes while that is dealt with, and deals with it in one go. `handle` gives
 * one answer for each, in order; what it throws is thrown to all of them.
 */
export function createGather<T, R>(
  handle: (items: readonly T[]) => Promise<readonly R[]>,
  most: number,
): (item: T) => Promise<R> {
  interface Open {
    readonly item: T;
    resolve(answer: R): void;
    reject(thrown: unknown): void;
  }
  const open: Open[] = [];
  let isBusy = false;

  async function work(): Promise<void> {
    isBusy = true;
    while (open.length > 0) {
      await pause(moment);
      const batch = open.splice(0, most);
      try {
        const answers = await handle(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(answers[index]!));
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    isBusy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      open.push({ item, resolve, reject });
      if (!isBusy) void work();
    });
}

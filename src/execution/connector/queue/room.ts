import { cancelled } from '../converse.ts';

/** A number of places. */
export interface Room {
  /** Waits for a place. Throws RUN_CANCELLED. */
  enter(signal: AbortSignal): Promise<void>;
  leave(): void;
}

export function createRoom(places: number): Room {
  let free = places;
  const line = new Set<() => void>();
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(cancelled());
        } else if (free > 0) {
          free--;
          resolve();
        } else {
          const give = () => {
            signal.removeEventListener('abort', giveUp);
            resolve();
          };
          const giveUp = () => {
            line.delete(give);
            reject(cancelled());
          };
          line.add(give);
          signal.addEventListener('abort', giveUp, { once: true });
        }
      }),
    leave() {
      const [next] = line;
      if (!next) {
        free++;
        return;
      }
      line.delete(next);
      next();
    },
  };
}

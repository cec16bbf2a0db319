import { constants } from 'node:os';

/** `SIGKILL` for 9; undefined for numbers that are no signals. */
export function nameOfSignal(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}

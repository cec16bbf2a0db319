import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReaperOrder } from './reaper-process.ts';

/** Removes the containers of a run when this process is gone, however it ended. */
export interface Reaper {
  /** Starts watching, once. */
  watch(): void;
  /** Ends it: nothing is left to remove. */
  close(): void;
}

export function createReaper(order: ReaperOrder): Reaper {
  let release: (() => void) | undefined;
  return {
    watch() {
      release ??= startHelper(order);
    },
    close() {
      release?.();
    },
  };
}

/** The helper acts when its standard input ends without a word; a word means that all is well. */
function startHelper(order: ReaperOrder): () => void {
  const script = fileURLToPath(new URL(`reaper-process${extname(import.meta.url)}`, import.meta.url));
  // From source, as the tests run, Node needs help to read TypeScript.
  const help = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  // Detached: whatever is sent to our process group must not reach it.
  const child = spawn(process.execPath, [...help, script, JSON.stringify(order)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return () => child.stdin.end('done');
}

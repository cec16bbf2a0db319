import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createLine, receive, send, type LineEnd } from './line.ts';
import type { Limits, Outcome, ScopeText, World } from './world.ts';

/** What the thread is asked to do; a world begins with its first request. It answers with one Outcome, to `dispose` with none. */
export type Request = { readonly world: number } & (
  | { readonly kind: 'load'; readonly script: string }
  | { readonly kind: 'call'; readonly code: string; readonly scope: Partial<ScopeText> }
  | { readonly kind: 'dispose' }
);

/** What the thread is given to start with. Its first Outcome says that it is ready. */
export interface ThreadData {
  readonly line: LineEnd;
  readonly limits: Limits;
}

/** QuickJS in a thread of its own, where it can be stopped whatever it does. */
export interface Interpreter {
  newWorld(): World;
  /** False once it was stopped or broke down: its worlds are gone. */
  isAlive(): boolean;
}

/** How long QuickJS may take to end by itself after the deadline, before the thread is terminated. */
const graceMilliseconds = 1000;

/** How long the thread may take to load QuickJS. */
const patienceMilliseconds = 20_000;

/** Starts the thread and returns at once, in 2 ms; the first use waits until QuickJS is loaded. */
export function startInterpreter(limits: Limits): Interpreter {
  const [line, farEnd] = createLine();
  const worker = startThread({ line: farEnd, limits });
  let isReady = false;
  let isAlive = true;
  let worlds = 0;
  worker.on('error', () => (isAlive = false));

  const hear = (milliseconds: number, silence: Outcome): Outcome => {
    const outcome = (receive(line, milliseconds) as Outcome | undefined) ?? silence;
    if (outcome === silence || outcome.kind === 'broken') {
      isAlive = false;
      void worker.terminate();
    }
    return outcome;
  };

  const ask = (request: Request): Outcome => {
    if (!isReady) {
      const greeting = hear(patienceMilliseconds, { kind: 'broken', problem: 'its thread does not start' });
      if (greeting.kind === 'broken') return greeting;
      isReady = true;
    }
    send(line, request);
    return hear(limits.seconds * 1000 + graceMilliseconds, { kind: 'expired' });
  };

  return {
    newWorld() {
      const world = worlds++;
      return {
        load: (script) => ask({ kind: 'load', world, script }),
        call: (code, scope) => ask({ kind: 'call', world, code, scope }),
        dispose: () => send(line, { kind: 'dispose', world } satisfies Request),
      };
    },
    isAlive: () => isAlive,
  };
}

/** The thread neither keeps the process alive, nor sees its environment, nor writes to its output. */
function startThread(data: ThreadData): Worker {
  // Compiled files end in .js, sources in .ts.
  const program = new URL(`./interpreter-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(program, {
    workerData: data,
    transferList: [data.line.port],
    env: {},
    stdout: true,
    stderr: true,
    // A stack far larger than QuickJS's own, which must overflow first: that is an exception, the other is the end of all worlds.
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 64 },
  });
  worker.unref();
  return worker;
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createLine, receive, send, type LineEnd } from './line.ts';
import type { Limits, Outcome, ScopeText, World } from './world.ts';

/** What the thread is asked to do; it answers each request with one Outcome. A world begins with its first request. */
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

/** How long the thread may take for its own work: to start, to dispose of a world. */
const patienceMilliseconds = 20_000;

/** Starts the thread and returns at once, in 2 ms; the first use waits until QuickJS is loaded. */
export function startInterpreter(limits: Limits): Interpreter {
  const [line, farEnd] = createLine();
  const worker = startThread({ line: farEnd, limits });
  /** Why the thread is lost. */
  let lost: Outcome | undefined;
  /** Answers to come that nobody waits for: the first says that QuickJS is loaded, the others that a world is gone. */
  let owed = 1;
  let worlds = 0;
  worker.on('error', ({ message }) => (lost ??= { kind: 'broken', problem: message }));

  const hear = (milliseconds: number, silence: Outcome): Outcome => {
    const outcome = (receive(line, milliseconds) as Outcome | undefined) ?? silence;
    if (outcome === silence || outcome.kind === 'broken') {
      lost = outcome;
      void worker.terminate();
    }
    return outcome;
  };

  const settle = (): Outcome | undefined => {
    for (; !lost && owed > 0; owed--) hear(patienceMilliseconds, { kind: 'broken', problem: 'its thread does not answer' });
    return lost;
  };

  const ask = (request: Request): Outcome => {
    const loss = settle();
    if (loss) return loss;
    send(line, request);
    return hear(limits.seconds * 1000 + graceMilliseconds, { kind: 'expired' });
  };

  return {
    newWorld() {
      const world = worlds++;
      return {
        load: (script) => ask({ kind: 'load', world, script }),
        call: (code, scope) => ask({ kind: 'call', world, code, scope }),
        dispose() {
          send(line, { kind: 'dispose', world });
          owed++;
        },
      };
    },
    isAlive: () => settle() === undefined,
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

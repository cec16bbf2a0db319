import { fork, type ChildProcess } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CrateRunError } from '../../base/error.ts';
import { launch, type Launched, type LaunchOrder } from './launch.ts';
import type { FromHelper, ToHelper } from './launcher-process.ts';

/** Launches commands. */
export interface Launcher {
  launch(order: LaunchOrder, signal: AbortSignal): Promise<Launched>;
  close(): void;
}

/** A run with fewer commands is not worth the start of a second process, which takes as long as some fifty of them. */
const firstByHelper = 64;

/**
 * Starting a process copies the page tables of the one that starts it: 1 ms from a small process, 20 ms from one with
 * 300 MB. The first commands are started from here; after that a small helper process starts them. When this process
 * dies, the helper kills what it has started.
 */
export function createLauncher(): Launcher {
  let helper: Helper | undefined;
  let count = 0;
  return {
    launch(order, signal) {
      setMaxListeners(0, signal); // As many jobs listen as there are cores: no leak.
      if (++count === firstByHelper) helper = startHelper();
      return helper?.isReady() ? helper.launch(order, signal) : launch(order, signal);
    },
    close: () => helper?.close(),
  };
}

interface Helper extends Launcher {
  isReady(): boolean;
}

function startHelper(): Helper {
  const script = fileURLToPath(new URL(`launcher-process${extname(import.meta.url)}`, import.meta.url));
  // From source, as the tests run, Node needs help to read TypeScript.
  const execArgv = script.endsWith('.ts') ? ['--import', 'tsx'] : [];
  // Detached: an interrupt from the terminal reaches us, and we decide.
  const child = fork(script, [], { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true });
  const waiting = new Map<number, { resolve(launched: Launched): void; reject(reason: unknown): void }>();
  let isReady = false;
  let last = 0;
  holdProcess(child, false);

  child.on('message', (message: FromHelper) => {
    if (message === 'ready') isReady = true;
    else settle(message.id)?.resolve(message.launched);
  });
  child.on('error', () => (isReady = false));
  child.on('exit', () => {
    isReady = false;
    const lost = new CrateRunError('INTERNAL', 'the process that starts the jobs has died');
    for (const id of waiting.keys()) settle(id)?.reject(lost);
  });

  function settle(id: number) {
    const entry = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) holdProcess(child, false);
    return entry;
  }

  return {
    isReady: () => isReady && child.connected,
    async launch(order, signal) {
      const id = ++last;
      const tell = (message: ToHelper) => {
        if (child.connected) child.send(message);
      };
      const stop = () => {
        tell({ id, stop: true });
      };
      signal.addEventListener('abort', stop);
      try {
        return await new Promise<Launched>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          holdProcess(child, true);
          tell({ id, order });
        });
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    close() {
      if (child.connected) child.disconnect();
    },
  };
}

/** Whether the helper keeps this process alive: only while it owes an answer. */
function holdProcess(child: ChildProcess, hold: boolean): void {
  if (hold) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

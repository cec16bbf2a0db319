import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { CrateRunError, messageOf } from '../../../base/error.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import { endedByItself, hasEnded } from './states.ts';

/** All times in milliseconds. */
const shortest = 200;
const longest = 5000;
/** How long the report of a job that ended by itself may take to be seen. */
const reportPatience = 30_000;
/** How long a location may be silent. */
const silence = 300_000;
/** How often in a row Slurm may not know a job that it has taken. */
const unknownLooks = 3;

/** Waits for the ends of jobs with one command for all. */
export interface Poll {
  /** Resolves when a job has ended; its `folder` then has a `report`, unless it was prevented from writing one. */
  wait(id: string, folder: string): Promise<void>;
}

interface Waiting {
  readonly folder: string;
  resolve(): void;
  reject(thrown: unknown): void;
  /** When Slurm first said that it has ended. */
  endedAt?: number;
  unknown: number;
}

/** Reads lines `id folder`; says which of the folders have a report and in what states the user's jobs are. */
const program = `
squeue --noheader --array --states=all --user="$(id -un)" --format='state %i %T' && echo asked
while read -r id folder; do [ ! -e "$folder/report" ] || echo "report $id"; done
`;

/** Asks often at first and whenever something happens, then less and less. */
export function createPoll(connector: Connector): Poll {
  const waiting = new Map<string, Waiting>();
  let wait = shortest;
  let isRunning = false;
  let wake = new AbortController();

  async function loop(): Promise<void> {
    let heard = Date.now();
    while (waiting.size > 0) {
      await pause(wait, undefined, { signal: wake.signal }).catch(() => (wake = new AbortController()));
      try {
        const ended = await look();
        heard = Date.now();
        wait = ended ? shortest : Math.min(wait * 1.5, longest);
      } catch (thrown) {
        wait = longest;
        if (Date.now() - heard > silence) giveUp(thrown);
      }
    }
    isRunning = false;
  }

  /** One question; whether a job has ended. */
  async function look(): Promise<boolean> {
    const asked = [...waiting];
    const stdin = Readable.from([asked.map(([id, { folder }]) => `${id} ${folder}\n`).join('')]);
    const { stdout } = await ask(connector, { program, stdin }, new AbortController().signal);
    const lines = stdout.split('\n').map((line) => line.split(' '));
    const states = new Map(lines.flatMap(([what, id, state]) => (what === 'state' ? [[id, state]] : [])) as [string, string][]);
    const reported = new Set(lines.flatMap(([what, id]) => (what === 'report' ? [id] : [])));
    const isAnswered = lines.some(([what]) => what === 'asked');
    let some = false;
    for (const [id, job] of asked) {
      if (!reported.has(id) && !(isAnswered && isOver(job, states.get(id)))) continue;
      waiting.delete(id);
      job.resolve();
      some = true;
    }
    return some;
  }

  function giveUp(thrown: unknown): void {
    for (const [id, { reject }] of waiting) {
      reject(
        new CrateRunError('CONN_LOST', `nobody says what became of Slurm job ${id}: ${messageOf(thrown)}`, { cause: thrown }),
      );
    }
    waiting.clear();
  }

  return {
    wait: (id, folder) =>
      new Promise((resolve, reject) => {
        waiting.set(id, { folder, resolve, reject, unknown: 0 });
        wait = shortest;
        if (isRunning) wake.abort();
        else {
          isRunning = true;
          void loop();
        }
      }),
  };
}

/** Whether a job without a report will never have one. */
function isOver(job: Waiting, state: string | undefined): boolean {
  if (state === undefined) return ++job.unknown >= unknownLooks;
  job.unknown = 0;
  if (!hasEnded(state)) return false;
  job.endedAt ??= Date.now();
  return !endedByItself(state) || Date.now() - job.endedAt > reportPatience;
}

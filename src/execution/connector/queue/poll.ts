import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { CrateRunError, messageOf } from '../../../base/error.ts';
import { ask } from '../ask.ts';
import type { Connector } from '../connector.ts';
import type { QueueDialect } from './dialect.ts';

/** All times in milliseconds. */
const shortest = 200;
/** How long the report of a job that ended by itself may take to be seen: file systems of clusters take their time. */
const reportPatience = 30_000;
/** How long a queue manager may not say what became of a job that has reported. */
const verdictPatience = 60_000;
/** How long a location may be silent. */
const silence = 300_000;
/** How often in a row a queue manager may not know a job that it has taken. */
const unknownLooks = 3;

/** Waits for the ends of jobs with one command for all. */
export interface Poll {
  /**
   * Resolves when a job has ended; its `folder` then has a `report`, unless it was prevented from writing one. When `signal` is
   * aborted the job is cancelled, again and again until it has ended. Throws CONN_LOST.
   */
  wait(id: string, folder: string, signal: AbortSignal): Promise<void>;
}

interface Waiting {
  readonly folder: string;
  readonly signal: AbortSignal;
  resolve(): void;
  reject(thrown: unknown): void;
  /** When it was first seen to have ended, and to have reported. */
  endedAt?: number;
  reportedAt?: number;
  unknown: number;
}

/** Asks often at first and when something happens, then less and less: in a tenth of the time since something last did. */
export function createPoll(connector: Connector, dialect: QueueDialect, longest: number): Poll {
  const waiting = new Map<string, Waiting>();
  const program = writeProgram(dialect);
  let moved = Date.now();
  let isRunning = false;
  let wake = new AbortController();

  async function loop(): Promise<void> {
    let heard = Date.now();
    while (waiting.size > 0) {
      const wait = Math.min(Math.max((Date.now() - moved) / 10, shortest), longest);
      await pause(wait, undefined, { signal: wake.signal }).catch(() => (wake = new AbortController()));
      try {
        if (await look()) moved = Date.now();
        heard = Date.now();
      } catch (thrown) {
        if (Date.now() - heard > silence) giveUp(thrown);
      }
    }
    isRunning = false;
  }

  /** One question; whether something has happened. */
  async function look(): Promise<boolean> {
    const asked = [...waiting];
    const lines = asked.map(([id, { folder, signal }]) => `${id} ${signal.aborted ? 'cancel' : 'wait'} ${folder}\n`);
    const { stdout } = await ask(connector, { program, stdin: Readable.from([lines.join('')]) }, new AbortController().signal);
    const answers = stdout.split('\n').map((line) => line.split(' '));
    const states = new Map<string, string>();
    for (const [what, id, state] of answers) if (what === 'state' && id && state) states.set(id, state);
    const reported = new Set(answers.flatMap(([what, id]) => (what === 'report' ? [id] : [])));
    const isAnswered = answers.some(([what]) => what === 'asked');
    let some = false;
    for (const [id, job] of asked) {
      if (reported.has(id) && job.reportedAt === undefined) {
        job.reportedAt = Date.now();
        some = true;
      }
      if (!isOver(job, isAnswered, states.get(id))) continue;
      waiting.delete(id);
      job.resolve();
      some = true;
    }
    return some;
  }

  /** Whether the queue manager says that a job has ended, and the report of the job is there or will never be. */
  function isOver(job: Waiting, isAnswered: boolean, state: string | undefined): boolean {
    const { reportedAt } = job;
    if (!isAnswered) return reportedAt !== undefined && Date.now() - reportedAt > verdictPatience;
    if (state === undefined) {
      job.unknown++;
      return job.unknown >= (reportedAt === undefined ? unknownLooks : 1);
    }
    job.unknown = 0;
    const end = dialect.endOf(state);
    if (end === undefined) return false;
    job.endedAt ??= Date.now();
    return reportedAt !== undefined || end === 'prevented' || Date.now() - job.endedAt > reportPatience;
  }

  function giveUp(thrown: unknown): void {
    for (const [id, { reject }] of waiting) {
      const message = `nobody says what became of job ${id} of ${dialect.name}: ${messageOf(thrown)}`;
      reject(new CrateRunError('CONN_LOST', message, { cause: thrown }));
    }
    waiting.clear();
  }

  function hurry(): void {
    moved = Date.now();
    if (isRunning) {
      wake.abort();
      return;
    }
    isRunning = true;
    void loop();
  }

  return {
    async wait(id, folder, signal) {
      signal.addEventListener('abort', hurry);
      try {
        await new Promise<void>((resolve, reject) => {
          waiting.set(id, { folder, signal, resolve, reject, unknown: 0 });
          hurry();
        });
      } finally {
        signal.removeEventListener('abort', hurry);
      }
    },
  };
}

/**
 * Reads lines `ID wait FOLDER` and `ID cancel FOLDER`. Cancels, says which of the folders have a report and in what states
 * jobs are, and that the queue manager was asked if it has answered.
 */
function writeProgram({ states, cancel }: QueueDialect): string {
  return `
jobs=$(while read -r id wish folder; do
  [ "$wish" = wait ] || ${cancel} "$id" >/dev/null 2>&1
  [ ! -e "$folder/report" ] || echo "report $id"
  echo "job $id"
done)
printf '%s\\n' "$jobs" | grep '^report'
jobs=$(printf '%s\\n' "$jobs" | sed -n 's/^job //p')
(
${states}
) 2>/dev/null && echo asked`;
}

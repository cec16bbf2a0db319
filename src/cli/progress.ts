import { styleText } from 'node:util';
import type { Event } from '../event/event.ts';
import { timestamp } from '../base/clock.ts';
import { quote } from '../base/shell.ts';
import { clean } from './message.ts';

/** Shows a run while it happens. */
export interface Progress {
  see(event: Event): void;
  /** Shows a line. */
  say(line: string): void;
  /** Takes the live view away, so that messages can follow. */
  stop(): void;
}

/** How a run is to be shown. */
export interface View {
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Also the command line and folder of every job. */
  readonly debug?: boolean | undefined;
  readonly timestamps?: boolean | undefined;
  readonly color: boolean;
}

/** The view of a run on stderr: drawn in place on a terminal, else a line for each job that ends. */
export function progressFor(view: View): Progress {
  const write = (text: string) => void process.stderr.write(text);
  if (view.quiet) return { see: () => undefined, say: () => undefined, stop: () => undefined };
  const isLive = process.stderr.isTTY && !view.json && !view.debug && !view.timestamps;
  if (isLive) return liveProgress(process.stderr, view.color);
  const plain = plainProgress(write, view);
  return view.json && !view.debug ? { ...plain, see: () => undefined } : plain;
}

/** What a view needs to know of a run: counted as the events come. */
interface Tally {
  created: number;
  done: number;
  failed: number;
  skipped: number;
  readonly running: Map<string, number>;
}

function count(tally: Tally, event: Event): void {
  if (event.type === 'job.created') tally.created += 1;
  else if (event.type === 'job.started') tally.running.set(event.job, Date.parse(event.at));
  else if (event.type === 'job.skipped') tally.skipped += 1;
  else if (event.type === 'job.ended') {
    tally.running.delete(event.job);
    if (event.status === 'success') tally.done += 1;
    else if (event.status !== 'cancelled') tally.failed += 1;
  }
}

/** One line for each job that ends: for logs and pipes. */
export function plainProgress(
  write: (text: string) => void,
  { debug, timestamps }: Pick<View, 'debug' | 'timestamps'> = { debug: false, timestamps: false },
): Progress {
  const say = (line: string) => write(`${timestamps ? `[${timestamp()}] ` : ''}${clean(line)}\n`);
  return {
    see(event) {
      const line = plainLine(event) ?? (debug ? debugLine(event) : undefined);
      if (line !== undefined) say(line);
    },
    say,
    stop: () => undefined,
  };
}

/** The command of a job, as it could be typed, and where it works. */
function debugLine(event: Event): string | undefined {
  if (event.type !== 'job.started' || event.command === undefined) return undefined;
  return `started ${event.job}  ${event.command.map(quote).join(' ')}  (in ${event.workingDirectory})`;
}

/** How a job ended, in words of one width. */
const endings = {
  success: 'done   ',
  skipped: 'skipped',
  cancelled: 'stopped',
  temporaryFail: 'FAILED ',
  permanentFail: 'FAILED ',
} as const;

function plainLine(event: Event): string | undefined {
  switch (event.type) {
    case 'job.ended':
      return `${endings[event.status]} ${event.job}  ${duration(Date.parse(event.end) - Date.parse(event.start))}`;
    case 'job.skipped':
      return `${endings.skipped} ${event.job}`;
    default:
      return undefined;
  }
}

const shownJobs = 8;
const frameMilliseconds = 100;

/** A view that is drawn again and again in place: for terminals. */
function liveProgress(stream: NodeJS.WriteStream, color: boolean): Progress {
  const tally: Tally = { created: 0, done: 0, failed: 0, skipped: 0, running: new Map() };
  const began = Date.now();
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) stream.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    const lines = liveLines(tally, began, color).map((line) => line.slice(0, stream.columns - 1));
    erase();
    stream.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, frameMilliseconds);
  timer.unref();
  return {
    see: (event) => {
      count(tally, event);
    },
    say(line) {
      erase();
      stream.write(`${clean(line)}\n`);
    },
    stop() {
      clearInterval(timer);
      erase();
    },
  };
}

function liveLines(tally: Tally, began: number, color: boolean): readonly string[] {
  const now = Date.now();
  const parts = [
    `${tally.done} of ${tally.created} jobs done`,
    `${tally.running.size} running`,
    ...(tally.skipped > 0 ? [`${tally.skipped} skipped`] : []),
    ...(tally.failed > 0 ? [`${tally.failed} failed`] : []),
    duration(now - began),
  ];
  const oldest = [...tally.running].slice(0, shownJobs);
  const more = tally.running.size - oldest.length;
  return [
    color ? styleText('bold', parts.join('  ')) : parts.join('  '),
    ...oldest.map(([job, since]) => `  ${clean(job)}  ${duration(now - since)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** Milliseconds as people read them: `0.3 s`, `2 min 5 s`, `1 h 2 min`. */
function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

import type { Readable, Writable } from 'node:stream';
import { CrateRunError } from '../../base/error.ts';
import type { Command, Ended } from './connector.ts';

const tailBytes = 2048;

/** A program that runs, as the one who started it holds it. */
export interface Running {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Rejects when nobody will ever know. */
  readonly ended: Promise<Omit<Ended, 'stderr'>>;
  /** Takes its streams away, and ends it if that is possible. */
  stop(): void;
}

/** Feeds a program, reads what it says and waits for its end. Throws RUN_CANCELLED and what the streams throw. */
export async function converse({ stdin, read }: Command, running: Running, signal: AbortSignal): Promise<Ended> {
  const failures: unknown[] = [];
  const fail = (thrown: unknown) => {
    failures.push(thrown);
    running.stop();
  };
  const cancel = () => {
    fail(cancelled());
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  try {
    const tail = keepTail(running.stderr);
    feed(stdin, running.stdin, fail);
    const reading = read ? read(running.stdout).then(() => undefined, asFailure) : undefined;
    if (!reading) running.stdout.resume();
    void reading?.then((unread) => {
      if (unread?.isPlain) running.stop();
      running.stdout.resume();
    });
    const ending = await running.ended.catch(asFailure);
    const unread = await reading;
    if (failures.length > 0) throw failures[0];
    if (ending instanceof Failure) throw ending.thrown;
    // What a program that failed has written need not make sense.
    if (unread && (unread.isPlain || ending.exitCode === 0)) throw unread.thrown;
    return { ...ending, stderr: tail() };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

export function cancelled(): CrateRunError {
  return new CrateRunError('RUN_CANCELLED', 'the run was cancelled');
}

class Failure {
  readonly thrown: unknown;
  /** Whether it says by itself what is wrong. */
  readonly isPlain: boolean;
  constructor(thrown: unknown) {
    this.thrown = thrown;
    this.isPlain = thrown instanceof CrateRunError;
  }
}

const asFailure = (thrown: unknown) => new Failure(thrown);

/** A program need not read all that it is given: then its end of the stream fails, which is no fault. */
function feed(source: Readable | undefined, stdin: Writable, fail: (thrown: unknown) => void): void {
  stdin.on('error', () => source?.destroy());
  if (!source) {
    stdin.end();
    return;
  }
  source.on('error', fail);
  source.pipe(stdin);
}

/** The end of a stream as text, whole characters only. */
function keepTail(stream: Readable): () => string {
  let kept = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => (kept = Buffer.concat([kept, chunk]).subarray(-tailBytes)));
  stream.on('error', () => undefined);
  return () => kept.toString('utf8').replace(/^\uFFFD+/, '');
}

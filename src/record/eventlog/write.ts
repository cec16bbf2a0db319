import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { timestamp } from '../../base/clock.ts';
import { CrateRunError, messageOf } from '../../base/error.ts';
import { writeJson, type Json } from '../../base/json.ts';
import { eventVersion, type Event, type Fact } from '../../event/event.ts';

/** The append-only truth about one run: JSON lines, one event each. */
export interface EventLog {
  /** Numbers and stamps the facts and hands them to the operating system in one write. Throws LOG_WRITE, and then nothing was appended. */
  append(facts: readonly Fact[]): Event[];
  close(): void;
}

/** Begins the log of a new run; `now` stamps the events. Throws LOG_WRITE when the file exists already or cannot be made. */
export function openLog(path: string, now: () => Date = () => new Date()): EventLog {
  const file = attempt(path, () => openSync(path, 'wx'));
  let length = 0;
  let seq = 0;
  return {
    append(facts) {
      const at = timestamp(now());
      const events = facts.map((fact, index): Event => ({ v: eventVersion, seq: seq + 1 + index, at, ...fact }));
      const lines = Buffer.from(events.map((event) => `${writeJson(event as unknown as Json)}\n`).join(''));
      attempt(path, () => writeWhole(file, lines, length));
      length += lines.length;
      seq += events.length;
      return events;
    },
    close: () => attempt(path, () => closeSync(file)),
  };
}

/** Writes all bytes at the position, or none of them: a torn line would hide every event that follows it. */
function writeWhole(file: number, bytes: Buffer, position: number): void {
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, position + done);
  } catch (cause) {
    ftruncateSync(file, position);
    throw cause;
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw new CrateRunError('LOG_WRITE', `The event log ${path} cannot be written: ${messageOf(cause)}.`, { cause });
  }
}

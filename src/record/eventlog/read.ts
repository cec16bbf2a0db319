import { readFileSync } from 'node:fs';
import { CrateRunError, messageOf } from '../../base/error.ts';
import { readJson } from '../../base/json.ts';
import { eventVersion, type Event } from '../../event/event.ts';

/**
 * The events of a run in order. A torn last line, as a crash leaves it, is dropped. Throws LOG_READ with the number of
 * the line for any other damage: text that is not JSON, another version, a gap in the numbering.
 */
export function readLog(path: string): Event[] {
  return parseLog(textOf(path), path);
}

/** The same from the text of a log; `path` names it in errors. */
export function parseLog(text: string, path: string): Event[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line, index) => eventOf(line, index + 1, path));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CrateRunError('LOG_READ', `The event log ${path} cannot be read: ${messageOf(cause)}.`, { cause });
  }
}

function eventOf(line: string, number: number, path: string): Event {
  const fault = (what: string, cause?: unknown) =>
    new CrateRunError('LOG_READ', `The event log ${path} is damaged: line ${number} ${what}.`, { cause });
  let event: Event | null;
  try {
    event = readJson(line) as unknown as Event | null;
  } catch (cause) {
    throw fault('is not JSON', cause);
  }
  if (event?.v !== eventVersion) throw fault(`is no event of version ${eventVersion}`);
  if (event.seq !== number) throw fault(`has the number ${event.seq}`);
  return event;
}

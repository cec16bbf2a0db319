import { CrateRunError } from '../base/error.ts';
import { misfits } from '../base/json-schema.ts';
import type { Event } from '../event/event.ts';
import { eventSchema } from '../event/schema.ts';

/** Throws LOG_READ for the first event that is none: a log may come from anyone. */
export function checkEvents(events: readonly Event[], path: string): void {
  for (const [index, event] of events.entries()) {
    const [misfit] = misfits(eventSchema, event);
    if (!misfit) continue;
    const where = misfit.instancePath === '' ? '' : ` at ${misfit.instancePath.slice(1)}`;
    throw new CrateRunError(
      'LOG_READ',
      `The event log ${path} is damaged: line ${index + 1}${where} ${misfit.message ?? 'does not fit'}.`,
    );
  }
}

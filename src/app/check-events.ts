import { CrateRunError } from '../base/error.ts';
import { misfits } from '../base/json-schema.ts';
import type { Event } from '../event/event.ts';
import { schemaOf } from '../event/schema.ts';

/** Throws LOG_READ for the first event that is none: a log may come from anyone. */
export function checkEvents(events: readonly Event[], path: string): void {
  for (const [index, event] of events.entries()) {
    const fault = (what: string) => new CrateRunError('LOG_READ', `The event log ${path} is damaged: line ${index + 1} ${what}.`);
    const schema = schemaOf(event.type);
    if (!schema) throw fault('is of no type that is known');
    const [misfit] = misfits(schema, event);
    if (misfit)
      throw fault(
        `${misfit.instancePath === '' ? '' : `at ${misfit.instancePath.slice(1)} `}${misfit.message ?? 'does not fit'}`,
      );
  }
}

import { closed, named, positive, text, type Schema } from './parts.ts';
import { connection, hostDefinition } from './ssh.ts';

/** What all queue managers take. A service is a way to submit, with options of the queue manager's own command. */
export function queueManager(service: Schema): Schema {
  return {
    ...closed({
      ...connection,
      hostname: text,
      file: text,
      maxConcurrentJobs: positive,
      pollingInterval: positive,
      services: named({ type: 'object', properties: service }),
    }),
    $defs: hostDefinition,
  };
}

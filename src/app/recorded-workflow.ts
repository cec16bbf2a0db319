import type { Json } from '../base/json.ts';
import { CrateRunError } from '../base/error.ts';
import type { DocumentLoaded } from '../event/event.ts';
import { readPacked } from '../language/document/load.ts';
import type { Process, Workflow } from '../language/model/process.ts';

/**
 * The workflow of a run as its log holds it. Every process says again which document it came from: the packed form keeps
 * that only in its name. Throws LOG_READ.
 */
export function recordedWorkflow({ packed, sources, location }: DocumentLoaded): Workflow {
  const home = sources[0]?.location ?? location;
  const documentOf = ({ id }: Process) => {
    const named = sources.filter((source) => source.location.endsWith(`/${id.slice(1).split('/')[0]!}`));
    return named.length === 1 ? named[0]!.location : home;
  };
  const placed = new Map<string, Process>();
  const place = (process: Process): Process => {
    const known = placed.get(process.id);
    if (known) return known;
    const document = documentOf(process);
    const made: Process =
      process.class === 'Workflow'
        ? { ...process, document, steps: process.steps.map((step) => ({ ...step, run: place(step.run) })) }
        : { ...process, document };
    placed.set(process.id, made);
    return made;
  };
  try {
    const workflow = place(readPacked(packed as Json, home));
    if (workflow.class === 'Workflow') return workflow;
  } catch (cause) {
    if (!(cause instanceof CrateRunError)) throw cause;
    throw new CrateRunError('LOG_READ', 'The workflow in the event log cannot be read.', {
      cause,
      diagnostics: cause.diagnostics,
    });
  }
  throw new CrateRunError('LOG_READ', 'The event log holds no workflow.');
}

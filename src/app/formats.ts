import { CrateRunError } from '../base/error.ts';
import { loadOntology } from '../language/document/ontology.ts';
import type { Process } from '../language/model/process.ts';
import type { IsSubFormat } from '../tool/format.ts';
import type { Plan } from '../workflow/plan/plan.ts';

/** Runs an action that may meet a format it does not know; the ontologies are read only then, and once for the run. */
export type WithFormats = <T>(action: (isSubFormat: IsSubFormat) => T) => Promise<T>;

const exactly: IsSubFormat = (a, b) => a === b;

/** Formats as the `$schemas` of the documents of a plan relate them, unless these are not to be read. */
export function createFormats(plan: Plan, skipSchemas = false): WithFormats {
  let ontology: Promise<IsSubFormat> | undefined;
  return async (action) => {
    try {
      return action(exactly);
    } catch (thrown) {
      if (!(thrown instanceof CrateRunError) || thrown.code !== 'CWL_FORMAT') throw thrown;
      const schemas = schemasOf(plan.workflow);
      if (schemas.size === 0 || skipSchemas) throw thrown;
      ontology ??= loadOntology(schemas);
      return action(await ontology);
    }
  };
}

function schemasOf(process: Process, schemas = new Set<string>()): Set<string> {
  for (const schema of process.schemas) schemas.add(schema);
  if (process.class === 'Workflow') for (const step of process.steps) schemasOf(step.run, schemas);
  return schemas;
}

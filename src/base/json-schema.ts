/** The door to the package `ajv`; load it when there is something to check. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/** One thing that does not fit a schema: `parentSchema` and `data` are there. */
export type Misfit = ErrorObject;

const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });

/** Everything about `value` that does not fit the schema, JSON Schema 2020-12. */
export function misfits(schema: Readonly<Record<string, unknown>>, value: unknown): readonly Misfit[] {
  // Each schema is compiled once.
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}

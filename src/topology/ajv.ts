/** The door to the package `ajv`; load it when there is something to check. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Schema } from './schema/parts.ts';

/** One thing that does not fit a schema: `parentSchema` and `data` are there. */
export type Misfit = ErrorObject;

const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });

/** Everything about `value` that does not fit. */
export function misfits(schema: Schema, value: unknown): readonly Misfit[] {
  // Each schema is compiled once.
  const validate = ajv.compile(schema);
  validate(value);
  return validate.errors ?? [];
}

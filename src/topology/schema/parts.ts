/** A JSON Schema (2020-12), or a part of one, as data. */
export type Schema = Readonly<Record<string, unknown>>;

/** Names of workflows, deployments, services, filters and policies. */
const namePattern = '^[a-z][a-zA-Z0-9._-]*$';

export const text = { type: 'string' };
/** What ends up on a command line: YAML reads some of it as numbers. */
export const word = { type: ['string', 'number'] };
export const flag = { type: 'boolean' };
export const whole = { type: 'integer' };
export const natural = { type: 'integer', minimum: 0 };
export const positive = { type: 'integer', minimum: 1 };
export const texts = { type: 'array', items: text };
export const anything = { type: 'object' };

/** The same schema for many options; `names` has spaces between them. */
export function all(names: string, schema: Schema): Schema {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, schema]),
  );
}

/** A mapping that has these fields and no others. */
export function closed(properties: Schema, required: readonly string[] = []): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** A mapping from names that the user makes up. */
export function named(schema: Schema): Schema {
  return { type: 'object', propertyNames: { pattern: namePattern }, additionalProperties: schema };
}

/** A list, or what its items are: faults are told of the one that was written. */
export function oneOrMany(schema: Schema): Schema {
  return { if: { type: 'array' }, then: { type: 'array', items: schema, minItems: 1 }, else: schema };
}

/** A text in place of a mapping. */
export function textOr(schema: Schema): Schema {
  return { if: text, else: schema };
}

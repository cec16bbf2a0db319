import type { Json } from '../../../base/json.ts';

/** A part of the model as JSON. The model holds nothing else, which TypeScript cannot see through interfaces. */
export function asJson(part: object): Readonly<Record<string, Json>> {
  return part as Readonly<Record<string, Json>>;
}

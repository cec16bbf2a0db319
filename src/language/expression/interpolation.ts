import { pythonLayout, writeJson, writeNumber } from '../../base/json.ts';
import type { CwlValue } from '../model/value.ts';

/**
 * The text of a value inside a string (CWL v1.2 §String interpolation): strings bare, numbers as decimals without
 * exponent, everything else as JSON with sorted keys.
 */
export function textOf(value: CwlValue): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? writeNumber(value) : writeJson(value, pythonLayout);
}

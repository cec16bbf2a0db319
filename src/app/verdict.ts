import type { Verdict } from '../audit/profile/validate.ts';
import { verdictAsEarl as asEarl } from '../audit/report/earl.ts';
import { software } from './software.ts';

/** A verdict as people and programs are told of it. */
export type { Finding } from '../audit/profile/check.ts';
export type { Verdict } from '../audit/profile/validate.ts';
export { countsOf, isValid, verdictAsJson } from '../audit/report/json.ts';
export { verdictAsJunit } from '../audit/report/junit.ts';

/** A verdict as EARL; `crate` is a URI. */
export function verdictAsEarl(crate: string, verdict: Verdict): string {
  return asEarl(crate, verdict, software);
}

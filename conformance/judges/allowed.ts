import { readFileSync } from 'node:fs';
import type { Finding } from './validator.ts';

/** Checks that a crate may miss, each with the reason: check name → reason. */
const allowed = JSON.parse(readFileSync(new URL('./allowed.json', import.meta.url), 'utf8')) as Readonly<Record<string, string>>;

/** Whether a finding counts against us: a required one always, a recommended one unless the closed list allows it. */
export function counts(finding: Finding): boolean {
  return finding.severity === 'REQUIRED' || !(finding.check in allowed);
}

import { readFileSync } from 'node:fs';
import type { Finding } from './validator.ts';

/**
 * Checks that a crate may miss, each with the reason. A name may be followed by a part of the ids of the only entities that
 * may miss the check: `process-run-crate-0.5_4.1 #software/`.
 */
const allowed = JSON.parse(readFileSync(new URL('./allowed.json', import.meta.url), 'utf8')) as Readonly<Record<string, string>>;

/** Whether a finding counts against us: a required one always, a recommended one unless the closed list allows it. */
export function counts({ severity, check, entity }: Finding): boolean {
  if (severity === 'REQUIRED') return true;
  return !Object.keys(allowed).some((key) => {
    const [name, part = ''] = key.split(' ');
    return name === check && entity.includes(part);
  });
}

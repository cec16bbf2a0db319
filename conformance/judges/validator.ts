import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { shared } from '../lib/places.ts';

/** One thing that rocrate-validator finds in a crate. */
export interface Finding {
  readonly severity: 'REQUIRED' | 'RECOMMENDED';
  /** Name of the check, such as `process-run-crate-0.5_5.1`. */
  readonly check: string;
  readonly message: string;
  /** The entity that is at fault, as the validator names it; empty when it names none. */
  readonly entity: string;
}

interface Report {
  readonly issues: readonly {
    readonly severity: Finding['severity'];
    readonly message: string;
    readonly violatingEntity: string | null;
    readonly check: { readonly identifier: string };
  }[];
}

/** What rocrate-validator has to say about a crate, required and recommended. `report` is a file that it may write. */
export async function validate(crate: string, report: string): Promise<readonly Finding[]> {
  const programs = await pythonEnvironment('cwl');
  const offline = shared('judges/offline');
  const validator =
    offline === undefined ? [join(programs, 'rocrate-validator')] : [join(programs, 'python3'), offline, 'rocrate-validator'];
  const options = ['--no-paging', '-p', 'provenance-run-crate-0.5', '-l', 'recommended', '-f', 'json', '-o', report];
  const ended = await capture([...validator, 'validate', ...options, crate], { limit: 600 });
  if (ended.exitCode !== 0 && ended.exitCode !== 1)
    throw new Error(`rocrate-validator gave up on ${crate}\n${ended.stdout}${ended.stderr}`);
  const { issues } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return issues.map(({ severity, message, violatingEntity, check }) => ({
    severity,
    check: check.identifier,
    message,
    entity: violatingEntity ?? '',
  }));
}

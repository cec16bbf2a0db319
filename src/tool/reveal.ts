import { CrateRunError } from '../base/error.ts';
import type { JobSpec } from '../job/jobspec.ts';
import type { Secrets } from './secrets.ts';

/**
 * What really has to be carried out: secrets in the environment and in the files that are written for the job. A
 * command or a name with a secret in it could be read by everybody on the machine: TOOL_INVALID.
 */
export function revealSpec(secrets: Secrets, spec: JobSpec): JobSpec {
  if (secrets.all.length === 0) return spec;
  const { command, stdin, stdout, stderr, staging } = spec;
  const visible = [...command, stdin ?? '', stdout ?? '', stderr ?? '', ...staging.map((entry) => entry.target)];
  if (visible.some((word) => secrets.reveal(word) !== word)) {
    throw new CrateRunError(
      'TOOL_INVALID',
      'a secret would be in the command line or in a file name, which other users of the machine can read; ' +
        'hand it over in an environment variable (EnvVarRequirement) or a file (InitialWorkDirRequirement)',
    );
  }
  return {
    ...spec,
    environment: Object.fromEntries(Object.entries(spec.environment).map(([name, value]) => [name, secrets.reveal(value)])),
    staging: staging.map((entry) => (entry.kind === 'write' ? { ...entry, contents: secrets.reveal(entry.contents) } : entry)),
  };
}

import type { Fact } from '../event/event.ts';
import { redactFile } from '../execution/data/redact.ts';
import type { Execution } from '../job/outcome.ts';
import type { Process } from '../language/model/process.ts';
import type { CwlObject, CwlValue } from '../language/model/value.ts';
import { secretInputs } from '../language/model/secret-inputs.ts';
import { concealTail, concealValue, type Secrets } from '../tool/secrets.ts';
import type { Failure } from './failure.ts';

/** The inputs with placeholders in place of what the process calls secret. Throws CWL_INPUT. */
export function hideInputs(secrets: Secrets, process: Process, inputs: CwlObject): CwlObject {
  const names = secretInputs(process);
  if (names.size === 0) return inputs;
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, names.has(name) ? secrets.hide(value) : value]));
}

/** A fact as it may be written down. Most tell nothing; a command, a value or a message may hold what a user or a job wrote. */
export function concealFact(secrets: Secrets, fact: Fact): Fact {
  if (secrets.all.length === 0) return fact;
  const { conceal } = secrets;
  const message = <E extends { readonly message: string }>(error: E): E => ({ ...error, message: conceal(error.message) });
  switch (fact.type) {
    case 'run.started':
      return { ...fact, command: fact.command.map(conceal) };
    case 'document.loaded':
      return { ...fact, inputs: concealValue(secrets, fact.inputs as CwlValue) };
    case 'token.produced':
      return { ...fact, value: concealValue(secrets, fact.value as CwlValue) };
    case 'job.started':
      return {
        ...fact,
        ...(fact.command ? { command: fact.command.map(conceal) } : {}),
        ...(fact.environment ? { environment: concealValue(secrets, fact.environment) as typeof fact.environment } : {}),
      };
    case 'job.retried':
      return { ...fact, error: message(fact.error) };
    case 'job.ended':
      return fact.error ? { ...fact, error: message(fact.error) } : fact;
    case 'run.ended':
      return { ...fact, errors: fact.errors.map(message) };
    default:
      return fact;
  }
}

/** A failure as the user may be told. */
export function concealFailure(secrets: Secrets, failure: Failure): Failure {
  return { ...failure, message: secrets.conceal(failure.message), stderr: concealTail(secrets, failure.stderr) };
}

/** Takes the secrets out of the logs of a job; gives the streams that had some. Throws DATA_WRITE. */
export async function redactLogs(secrets: Secrets, execution: Execution): Promise<readonly ('stdout' | 'stderr')[]> {
  const redacted: ('stdout' | 'stderr')[] = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    const path = execution[`${stream}Log`];
    if (path !== undefined && (await redactFile(path, secrets.all))) redacted.push(stream);
  }
  return redacted;
}

import { CrateRunError } from '../base/error.ts';
import { writeJson } from '../base/json.ts';
import { documentDependencies, jobDependencies } from '../app/dependencies.ts';
import { openDocument, openJob } from '../app/prepare.ts';
import { targetsOf } from '../app/target.ts';
import type { Arguments, PrintOption } from './arguments.ts';

/** Answers one of them on stdout; gives the exit code. */
export async function printCommand(option: PrintOption, document: string, options: Arguments): Promise<number> {
  const loaded = await openDocument(document, options);
  process.stdout.write(await text());
  return 0;

  async function text(): Promise<string> {
    if (option === '--print-targets') return targetsOf(loaded.process).map((name) => `${name}\n`).join(''); // prettier-ignore
    if (option === '--print-deps') return `${writeJson(documentDependencies(loaded))}\n`;
    const job = options.rest[0] ?? loaded.job;
    if (job === undefined) throw new CrateRunError('USAGE_ARGUMENT', `${option} needs a job file`);
    return `${writeJson(jobDependencies(await openJob(job, loaded)))}\n`;
  }
}

import { CrateRunError } from '../base/error.ts';
import { writeJson } from '../base/json.ts';
import { documentDependencies, jobDependencies } from '../app/dependencies.ts';
import { openDocument, openJob } from '../app/prepare.ts';
import { targetsOf } from '../app/target.ts';
import type { Arguments } from './arguments.ts';

/** `crate-run --print-targets|--print-deps|--print-input-deps WORKFLOW`: answers on stdout; gives the exit code. */
export async function printCommand(document: string, options: Arguments): Promise<number> {
  const loaded = await openDocument(document, options);
  process.stdout.write(await text());
  return 0;

  async function text(): Promise<string> {
    if (options.printTargets) return targetsOf(loaded.process).map((name) => `${name}\n`).join(''); // prettier-ignore
    if (options.printDeps) return `${writeJson(documentDependencies(loaded))}\n`;
    const job = options.rest[0] ?? loaded.job;
    if (job === undefined) throw new CrateRunError('USAGE_ARGUMENT', '--print-input-deps needs a job file');
    return `${writeJson(jobDependencies(await openJob(job, loaded)))}\n`;
  }
}

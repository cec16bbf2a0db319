import { checkCrate, type CrateReport } from '../app/check-crate.ts';
import { writeJson, type Json } from '../base/json.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';

/** `crate-run check CRATE`: whether a published crate is intact, safe and re-runnable; gives the exit code. */
export async function checkCommand(source: string, options: Arguments): Promise<number> {
  const report = await checkCrate(source);
  if (options.json) process.stdout.write(`${writeJson(report as unknown as Json)}\n`);
  else for (const line of lines(report)) process.stdout.write(`${clean(line).replaceAll('\n', '\u23ce')}\n`);
  return report.exitCode;
}

const verdicts = { 0: 'intact and complete', 4: 'not re-executable as published, or incomplete', 7: 'damaged' } as const;

function lines({ source, kind, standard, fixity, run, exitCode }: CrateReport): readonly string[] {
  const { files, verified, damaged, missing } = fixity;
  const needs = [
    run.duration === undefined ? 'time unknown' : `${run.duration.toFixed(1)} s`,
    run.memory === undefined ? 'memory unknown' : `${megabytes(run.memory)} of memory`,
    run.disk === undefined ? 'disk unknown' : `${megabytes(run.disk)} of inputs and outputs`,
    run.network.length === 0 ? 'no network' : `${run.network.length} files from the network`,
  ];
  return [
    `check of ${source}: ${verdicts[exitCode]}`,
    `  crate     ${standard} (${kind}), safe to open; ${files} files, ${verified} with a size or digest, ${damaged.length} damaged, ${missing.length} missing`,
    `  run       ${run.engine ?? 'unknown engine'}, ${run.start ?? 'date unknown'}, ${run.status}; ${run.steps} executions of steps, ${run.inputs} inputs, ${run.outputs} outputs`,
    `  workflow  ${run.language ?? 'language unknown'}; licence ${run.license ?? 'unknown'}`,
    `  needs     ${needs.join(', ')}`,
    ...run.images.map(({ name, digest }) => `  image     ${name}${digest === undefined ? '' : ` ${digest}`}`),
    ...damaged.map(({ path, why }) => `  damaged   ${path} ${why}`),
    ...missing.map(({ id }) => `  missing   ${id}`),
    ...run.obstacles.map((text) => `  obstacle  ${text}`),
    ...run.notes.map((text) => `  note      ${text}`),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

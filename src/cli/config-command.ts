import { checkConfig, type CheckedStep, type ConfigCheck, type Place, type PlaceName } from '../app/config-check.ts';
import { CrateRunError } from '../base/error.ts';
import { writeJson, type Json } from '../base/json.ts';
import type { Arguments } from './arguments.ts';
import { clean, errorLines, warningLine } from './message.ts';
import { usage } from './usage.ts';

/** `crate-run config check FILE [WORKFLOW [JOB]]`: prints what would go where; gives the exit code. */
export async function configCommand(action: string, options: Arguments): Promise<number> {
  const { streamflowFile, rest, strict, json, warnings } = options;
  if (action !== 'check') throw usage(`config can only check, found ${action}`);
  const [file, workflow, job, ...more] = streamflowFile === undefined ? rest : [streamflowFile, ...rest];
  if (file === undefined) throw usage('no file is named');
  if (more.length > 0) throw usage(`config check takes a file, a workflow and a job, found also ${more.join(' ')}`);
  const found = await checkConfig({ file, workflow, job, strict });
  if (json) process.stdout.write(`${writeJson(found as unknown as Json)}\n`);
  else show(found, warnings);
  return found.faults.length > 0 ? 33 : 0;
}

function show(found: ConfigCheck, warnings: boolean): void {
  for (const { document, steps, ports } of found.workflows) {
    if (found.workflows.length > 1) process.stdout.write(`${document}\n`);
    const rows = steps
      .flatMap(rowsOf)
      .concat(ports.map(({ path, target }) => [`data of ${path}`, placeText(target), target.workdir]));
    process.stdout.write(table([['STEP', 'WHERE', 'WORKDIR'], ...rows]));
    for (const { path, filters } of steps.filter(({ filters }) => filters.length > 0))
      process.stdout.write(clean(`filters of ${path}: ${filters.join(', ')}\n`));
  }
  if (found.workflows.length === 0) process.stdout.write(`${found.file}: valid; name a workflow to see what goes where\n`);
  if (found.unused.length > 0) process.stdout.write(clean(`used by nothing: ${found.unused.map(nameText).join(', ')}\n`));
  if (warnings) for (const warning of found.warnings) process.stderr.write(`${warningLine(warning)}\n`);
  const [first] = found.faults;
  if (first === undefined) return;
  const message = found.faults.length === 1 ? first.message : `${found.faults.length} steps cannot run`;
  const error = new CrateRunError(first.code, message, { span: first.span, diagnostics: found.faults });
  for (const line of errorLines(error)) process.stderr.write(`${line}\n`);
}

function rowsOf({ path, targets }: CheckedStep): readonly (readonly string[])[] {
  return targets.map((target, index) => [index === 0 ? path : '', placeText(target), target.workdir]);
}

function placeText(place: Place): string {
  const count = place.locations > 1 ? `${place.locations} × ` : '';
  const through = place.wraps.map((inner) => ` on ${nameText(inner)}`).join('');
  return `${count}${nameText(place)}${through}${place.supported ? '' : ', not supported'}`;
}

function nameText({ deployment, type, service }: PlaceName): string {
  const name = service === undefined ? deployment : `${deployment}/${service}`;
  return name === type ? name : `${name} (${type})`;
}

/** Columns as wide as what is in them, two spaces apart. */
function table(rows: readonly (readonly string[])[]): string {
  const shown = rows.map((row) => row.map(clean));
  const widths = shown[0]!.map((_, column) => Math.max(...shown.map((row) => row[column]!.length)));
  return shown
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

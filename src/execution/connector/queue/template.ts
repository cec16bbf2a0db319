import { CrateRunError } from '../../../base/error.ts';
import { quote } from '../../../base/shell.ts';

/** What a template may name. */
interface Filling {
  readonly command: string;
  readonly workdir: string;
}

/** The script of a service without a template. */
export const plainTemplate = '#!/bin/sh\n{{ streamflow_command }}\n';

const names = /\{\{[-+]?\s*(\w+)\s*[-+]?\}\}/g;

/**
 * Checks the template of a job script (StreamFlow: a Jinja2 file that names `streamflow_command`, and may name
 * `streamflow_environment` and `streamflow_workdir`): names are all that is served. `file` is where it comes from. Throws
 * TOPOLOGY_INVALID, TOPOLOGY_UNSUPPORTED.
 */
export function checkTemplate(template: string, file: string): string {
  const named = [...template.matchAll(names)].map(([, name]) => name!);
  const unknown = named.find((name) => !/^streamflow_(command|environment|workdir)$/.test(name));
  const fault = (code: 'TOPOLOGY_INVALID' | 'TOPOLOGY_UNSUPPORTED', what: string) =>
    new CrateRunError(code, `the template ${file} ${what}`);
  if (unknown !== undefined) throw fault('TOPOLOGY_INVALID', `names {{${unknown}}}, which is nothing that a job has`);
  if (!named.includes('streamflow_command')) throw fault('TOPOLOGY_INVALID', 'does not name {{streamflow_command}}');
  if (/\{%|\{#|\{\{/.test(template.replace(names, '')))
    throw fault('TOPOLOGY_UNSUPPORTED', 'has more of Jinja than names: statements, filters and comments are not served');
  return template;
}

/** Fills a template in. The environment of the job is in the command, which adds to it what a template of the user exports. */
export function fillTemplate(template: string, { command, workdir }: Filling): string {
  const values: Readonly<Record<string, string>> = {
    streamflow_command: template === plainTemplate ? command : `env CRATE_RUN_TEMPLATE= ${command}`,
    streamflow_environment: '',
    streamflow_workdir: quote(workdir),
  };
  return template.replace(names, (whole, name: string) => values[name] ?? whole);
}

/** The options that a script sets, without dashes: those in lines like `#SBATCH --mem=1G -n 4`. */
export function optionsIn(script: string, mark: string): ReadonlySet<string> {
  const lines = script.split('\n').filter((line) => line.startsWith(`${mark} `));
  const words = lines.flatMap((line) => line.slice(mark.length).trim().split(/\s+/));
  return new Set(words.flatMap((word) => /^--?([A-Za-z][\w-]*)/.exec(word)?.[1] ?? []));
}

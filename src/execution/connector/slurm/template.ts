import { quote } from '../../../base/shell.ts';

/** What a template may name. */
interface Filling {
  readonly command: string;
  readonly workdir: string;
}

/**
 * Fills in the template of a job script (StreamFlow: a Jinja2 file that names `streamflow_command`, and may name
 * `streamflow_environment` and `streamflow_workdir`): the names are all that is served. The environment is in the command.
 */
export function fillTemplate(template: string, { command, workdir }: Filling): string {
  const values: Readonly<Record<string, string>> = {
    streamflow_command: command,
    streamflow_environment: '',
    streamflow_workdir: quote(workdir),
  };
  return template.replace(/\{\{-?\s*(\w+)\s*-?\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The script of a service without a template. */
export const plainTemplate = '#!/bin/sh\n{{ streamflow_command }}\n';

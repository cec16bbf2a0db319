import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { Layout } from '../job/jobspec.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import { evaluate, type Context } from './context.ts';
import { wordOf } from './text.ts';

/**
 * The environment of a job: HOME, TMPDIR, the variables of its place (PATH, where the machine decides it, and what gives it
 * software), and what EnvVarRequirement asks for, nothing else (CWL v1.2 CommandLineTool §4.3). `requested` are the names
 * of EnvVarRequirement.
 */
export function environmentOf(
  demands: Demands,
  layout: Layout,
  variables: Readonly<Record<string, string>>,
  context: Context,
): { readonly environment: Readonly<Record<string, string>>; readonly requested: readonly string[] } {
  const environment: Record<string, string> = { ...variables, HOME: layout.outdir, TMPDIR: layout.tmpdir };
  const definitions = inForce(demands, 'EnvVarRequirement')?.envDef ?? [];
  for (const definition of definitions) {
    const { envName, envValue } = definition;
    const value = evaluate(context, envValue, null, spanOf(definition, 'envValue'));
    if (value === null || envName === '' || /[=\0]/.test(envName) || wordOf(value).includes('\0')) {
      throw new CrateRunError('TOOL_INVALID', `the environment variable '${envName}' cannot be set`, {
        span: spanOf(definition),
      });
    }
    environment[envName] = wordOf(value);
  }
  return { environment, requested: definitions.map((definition) => definition.envName) };
}

import type { Diagnostic } from '../base/error.ts';

type Variables = Readonly<Record<string, string>>;

/** Variables that every job gets from elsewhere (CWL v1.2 CommandLineTool §4.3). */
const settled = ['HOME', 'TMPDIR', 'PATH'];

/** The variables of the user that jobs on this machine are to see; those that are not set are warned of. */
export function inheritedVariables(
  names: readonly string[],
  all: NodeJS.ProcessEnv,
  warn: (warning: Diagnostic) => void,
): Variables {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = all[name];
    if (value === undefined)
      warn({ severity: 'warning', code: 'USAGE_ARGUMENT', message: `${name} is to be preserved, but is not set` });
    else if (!settled.includes(name)) found[name] = value;
  }
  return found;
}

/** An environment without values that the user has and the document does not ask for: they may be secret and do not belong into a record. */
export function withoutInherited(environment: Variables, inherited: Variables, requested: readonly string[]): Variables {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !Object.hasOwn(inherited, name) || requested.includes(name)),
  );
}

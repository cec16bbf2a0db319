import type { StartedRun } from './run.ts';

/** One promise about containers, tried on the bed. */
export interface ContainerCheck {
  readonly name: string;
  /** Tries it in an empty folder; gives one line for each thing that is not as promised. */
  try(folder: string): Promise<readonly string[]>;
}

/** The lines of those statements that do not hold. */
export function unmet(statements: readonly (readonly [holds: boolean, otherwise: string])[]): readonly string[] {
  return statements.filter(([holds]) => !holds).map(([, otherwise]) => otherwise);
}

/** What a complaint adds about a run that ended otherwise than expected. */
export function endOf({ exitCode, stderr }: Awaited<StartedRun['ended']>): string {
  return `crate-run ended with ${exitCode ?? 'a signal'}\n${stderr.trimEnd().replaceAll(/^/gm, '           | ')}`;
}

import type { JobName, TokenName } from '../../event/event.ts';

/** The job of the whole run. */
export const runJob: JobName = '@0';

/** The tag of the whole run. */
export const runTag = '0';

export function jobName(path: string, tag: string): JobName {
  return `${path}@${tag}`;
}

/** The port of an input of the process that runs at `path`. */
export function inputPort(path: string, name: string): string {
  return `${path}#${name}`;
}

/** The port of an output of the process that runs at `path`. */
export function outputPort(path: string, name: string): string {
  return `${path}/${name}`;
}

/**
 * What an input's port is followed by in the tokens that stand for one value on its way to a job: as the engine split or
 * merged it, a default, what `valueFrom` or a loop made of it, as the process takes it, and its own default.
 */
export const inputStages = ['', '#default', '#valueFrom', '#bound', '#own-default'] as const;

export function tokenName(port: string, tag: string): TokenName {
  return `${port}@${tag}`;
}

/** The tag of a job at a position of a scatter: `0`, [2, 1] → `0.2.1`. */
export function tagAt(tag: string, position: readonly number[]): string {
  return [tag, ...position].join('.');
}

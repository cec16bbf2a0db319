import { findProgram } from './command.ts';
import {
  requestText,
  type ResolvedSoftware,
  type SoftwareEnvironment,
  type SoftwareRequest,
  type SoftwareSource,
} from './software.ts';

/** What became of the software that a job needs. */
export interface Provided extends SoftwareEnvironment {
  /** What could not be had, in words: each package and where it was looked for. */
  readonly lacking: readonly string[];
}

/** Gets software from some sources. */
export type Provider = (requests: readonly SoftwareRequest[], program: string, signal: AbortSignal) => Promise<Provided>;

/**
 * Asks each source for all packages, one source after the other, and takes the first that has them; else what is
 * installed: a program that is called like the package, or `program`, the one that the job starts, if it is the only
 * package. The same packages are looked for once.
 */
export function createProvider(sources: readonly SoftwareSource[], searchPath: string): Provider {
  const asked = new Map<string, Promise<Provided>>();
  return (requests, program, signal) => {
    const key = JSON.stringify([requests, program]);
    const known = asked.get(key);
    if (known) return known;
    const answer = provide(sources, requests, program, searchPath, signal);
    asked.set(key, answer);
    return answer;
  };
}

async function provide(
  sources: readonly SoftwareSource[],
  requests: readonly SoftwareRequest[],
  program: string,
  searchPath: string,
  signal: AbortSignal,
): Promise<Provided> {
  const reasons: string[] = [];
  for (const source of sources) {
    const found = await source.provide(requests, signal);
    if (!('lacking' in found)) return { ...found, lacking: [] };
    reasons.push(`${source.name}: ${found.lacking}`);
  }
  const resolved: ResolvedSoftware[] = [];
  const lacking: string[] = [];
  for (const requested of requests) {
    const names = [...new Set([requested.package, ...(requests.length === 1 && program !== '' ? [program] : [])])];
    const path = names.flatMap((name) => findProgram(name, searchPath) ?? [])[0];
    if (path === undefined)
      lacking.push([`${requestText(requested)}: no program ${names.join(' or ')} on the PATH`, ...reasons].join('; '));
    else resolved.push({ requested, by: 'path', name: path.slice(path.lastIndexOf('/') + 1), path });
  }
  return { resolved, variables: {}, lacking };
}

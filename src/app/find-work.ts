import { existsSync, readFileSync } from 'node:fs';
import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Topology } from '../topology/topology.ts';
import { openTopology } from './open-topology.ts';

/** What is to be run, and where. */
export interface Work {
  /** Path or URL of the document. */
  readonly workflow: string;
  /** Path or URL of the job file that a file of StreamFlow names. */
  readonly job?: string;
  readonly topology?: Topology;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Finds out what the user means: a CWL document, with or without a file of StreamFlow, or such a file alone (`streamflow.yml`, or
 * `streamflow.yml#name` where it has several workflows). Throws DOC_*, TOPOLOGY_INVALID and USAGE_ARGUMENT.
 */
export async function findWork(named: string, streamflowFile: string | undefined): Promise<Work> {
  if (streamflowFile !== undefined) return { workflow: named, ...(await openTopology(streamflowFile)) };
  const [path = '', name] = existsSync(named) ? [named] : named.split('#');
  if (!isStreamFlowFile(path)) return { workflow: named, warnings: [] };
  const { topology, warnings } = await openTopology(path);
  const { workflows } = topology;
  const entry = name === undefined && workflows.length === 1 ? workflows[0] : workflows.find((one) => one.name === name);
  if (entry)
    return { workflow: entry.file, ...(entry.settings === undefined ? {} : { job: entry.settings }), topology, warnings };
  const names = workflows.map((one) => one.name);
  const message =
    names.length === 0
      ? `${path} names no workflow: say which with \`crate-run WORKFLOW --streamflow-file ${path}\``
      : name === undefined
        ? `${path} has several workflows: name one of them, ${names.map((one) => `${path}#${one}`).join(' or ')}`
        : `${path} has no workflow "${name}"${didYouMean(name, names)}`;
  throw new CrateRunError('USAGE_ARGUMENT', message);
}

/** By what it says at the start of its lines: a CWL document says what it is, too. */
function isStreamFlowFile(path: string): boolean {
  if (!/\.(ya?ml|json)$/.test(path) || !existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return (
    /^version:\s*['"]?v1/m.test(text) && /^(workflows|deployments|models):/m.test(text) && !/^(cwlVersion|class):/m.test(text)
  );
}

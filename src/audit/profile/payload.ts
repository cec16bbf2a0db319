import { checkFixity } from '../check/fixity.ts';
import type { OpenCrate } from '../open/open.ts';
import { readGraph } from '../read/graph.ts';
import { payloadOf } from '../read/payload.ts';
import type { Broken } from './check.ts';

/** The rules that cannot be checked where there is only the metadata. */
export const payloadRules: readonly string[] = ['payload', 'main-workflow', 'fixity'];

/** What the metadata says of files that is not so: files and folders that are not there, other sizes, other bytes. */
export async function payloadFaults(crate: OpenCrate): Promise<readonly Broken[]> {
  const graph = readGraph(crate.metadata);
  const promised = payloadOf(graph, crate);
  const { missing, damaged } = await checkFixity(crate, promised);
  const main = graph.root?.ids('mainEntity') ?? [];
  const idOf = new Map(promised.map(({ path, id }) => [path, id]));
  return [
    ...missing.map(({ id }) => ({ rule: 'payload', entity: id })),
    ...missing.filter(({ id }) => main.includes(id)).map(({ id }) => ({ rule: 'main-workflow', entity: id })),
    ...damaged.map(({ path, why }) => ({ rule: 'fixity', entity: idOf.get(path) ?? path, detail: why })),
  ];
}

import { join, relative } from 'node:path';
import { fileUri, pathOfUri } from '../base/uri.ts';
import { mapFiles, type CwlObject, type CwlValue } from '../language/model/value.ts';
import { isThisMachine } from '../topology/targets.ts';
import type { BoundWorkflow, PortBinding } from '../topology/topology.ts';
import type { Prepared } from './prepare.ts';
import type { RunContext } from './run-context.ts';

/**
 * The input object with the data of bound ports where it is: at their site, in the working folder of the target for relative paths.
 * It stays there from now on. Throws what opening a location throws.
 */
export async function placeInputs(run: RunContext, workflow: BoundWorkflow | undefined, prepared: Prepared): Promise<CwlObject> {
  const placed: Record<string, CwlValue> = { ...prepared.inputs };
  for (const [path, binding] of workflow?.ports ?? []) {
    const name = path.slice(1);
    const value = placed[name];
    if (value !== undefined) placed[name] = await placeValue(run, value, binding, prepared.inputFolder);
  }
  return placed;
}

async function placeValue(run: RunContext, value: CwlValue, { target }: PortBinding, folder: string): Promise<CwlValue> {
  const prefix = isThisMachine(target) ? '' : (await run.places.open(target))[0]!.site.prefix;
  return mapFiles(value, (item) => {
    const path = item.location === undefined ? undefined : pathOfUri(item.location);
    if (path === undefined) return item;
    const below = relative(folder, path);
    const there = prefix + (below.startsWith('..') ? path : join(target.workdir, below));
    run.sites.hold(there);
    return { ...item, location: fileUri(there) };
  });
}

import type { Fact, TokenProduced, TransferEnded } from '../event/event.ts';
import { bindInputs } from '../tool/bind.ts';
import type { IsSubFormat } from '../tool/format.ts';
import { filesIn, mapFiles, type CwlObject, type CwlValue } from '../language/model/value.ts';
import { inputPort, runTag, tokenName } from '../workflow/engine/name.ts';
import type { Plan } from '../workflow/plan/plan.ts';
import { withData, withEvaluator, type RunContext } from './run-context.ts';

/** Brings a file from the web into the folder of the run. */
export type Download = (url: string) => Promise<TransferEnded>;

/** The facts that give a run its inputs: remote files fetched, defaults filled in, secondary files found. Throws DATA_* and CWL_INPUT. */
export async function giveInputs(run: RunContext, plan: Plan, given: CwlObject, download: Download): Promise<readonly Fact[]> {
  const { workflow } = plan;
  const values = Object.fromEntries(
    workflow.inputs.map(({ name, default: fallback }) => [name, given[name] ?? fallback ?? null]),
  );
  const transfers = await fetchRemote(values, download);
  const places = new Map(transfers.map(({ from, to }) => [from, to]));
  const local = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, relocate(value, places)]));
  const { inputs: parameters, cwlVersion } = workflow;
  const bind = (isSubFormat: IsSubFormat) =>
    withEvaluator(run, workflow, cwlVersion, (evaluator) =>
      bindInputs({
        parameters,
        values: local,
        demands: workflow,
        cwlVersion,
        evaluator,
        files: run.files,
        discover: true,
        isSubFormat,
      }),
    );
  const bound = await withData(run, () => run.withFormats(bind));
  const tokens = workflow.inputs.map(({ name }): TokenProduced => {
    const port = inputPort('', name);
    const how = (given[name] ?? null) === null ? 'default' : 'given';
    return {
      type: 'token.produced',
      token: tokenName(port, runTag),
      port,
      tag: runTag,
      value: bound[name] ?? null,
      from: [],
      how,
    };
  });
  return [...transfers, ...tokens];
}

async function fetchRemote(values: CwlObject, download: Download): Promise<readonly TransferEnded[]> {
  const remote = new Set<string>();
  for (const item of filesIn(values)) if (/^https?:/.test(item.location ?? '')) remote.add(item.location!);
  return Promise.all(Array.from(remote, download));
}

function relocate(value: CwlValue, places: ReadonlyMap<string, string>): CwlValue {
  return mapFiles(value, (item) => {
    const place = item.location === undefined ? undefined : places.get(item.location);
    return place === undefined ? item : { ...item, location: place };
  });
}

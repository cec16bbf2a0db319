import { join } from 'node:path';
import { timestamp } from '../base/clock.ts';
import { fileUri } from '../base/uri.ts';
import type { TransferEnded } from '../event/event.ts';
import { fetchFile } from '../execution/data/fetch.ts';
import type { CwlObject } from '../language/model/value.ts';
import { failureOf, type Failure } from './failure.ts';
import { finish, type Finished } from './finish.ts';
import { giveInputs } from './give-inputs.ts';
import type { Prepared } from './prepare.ts';
import type { RunOptions } from './run-options.ts';
import type { RunContext } from './run-context.ts';
import { placeInputs } from './place-inputs.ts';
import { refuseImpossible } from './refuse-impossible.ts';
import { runLoop } from './run-loop.ts';
import { workflowFor } from '../topology/survey.ts';
import { describeSources, keepRemoteSources } from './sources.ts';
import { refuseUnsupported } from './supported.ts';

/** Gives the run its inputs, runs it and delivers its outputs. Throws what stops a run before it starts, and LOG_WRITE. */
export async function execute(
  run: RunContext,
  prepared: Prepared,
  options: RunOptions,
  failures: readonly Failure[],
): Promise<Finished> {
  try {
    const described = await begin(run, prepared, options);
    const end = await runLoop(run).finally(() => Promise.all([run.runner.close(), run.containers.engine?.close()]));
    await described();
    return await finish(run, end, options.outdir, failures);
  } finally {
    await run.places.close();
  }
}

/** Gives the run its inputs; what is given is to be called before the run ends. */
async function begin(run: RunContext, prepared: Prepared, options: RunOptions): Promise<() => Promise<void>> {
  const { loaded, plan, inputs } = prepared;
  run.record(keepRemoteSources(run.folder, loaded.sources, describeSources(loaded.sources)));
  const { topology } = options;
  const placed = topology ? await placeInputs(run, workflowFor(topology, loaded.sources[0]!.location), prepared) : inputs;
  const given = await giveInputs(run, plan, placed, (url) => download(run, url));
  // After the inputs: what is wrong with them is wrong everywhere.
  refuseUnsupported(plan);
  await run.containers.open();
  await refuseImpossible(run, plan);
  // Digests of inputs are made while the first jobs run.
  const described = run.describer
    .describe(given.flatMap((fact) => (fact.type === 'token.produced' ? [fact.value as CwlObject] : [])))
    .then(
      (facts) => run.record(facts),
      (thrown: unknown) => run.fail(failureOf('@0', thrown)),
    );
  run.record(given);
  return () => described;
}

/** Brings a file from the web into the folder of the run. */
async function download(run: RunContext, from: string): Promise<TransferEnded> {
  const start = timestamp();
  const { path, size } = await fetchFile(from, join(run.folder, 'downloads'), run.signal);
  return { type: 'transfer.ended', from, to: fileUri(path), route: 'download', bytes: size, start, end: timestamp() };
}

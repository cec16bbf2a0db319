import type { Json } from '../../../base/json.ts';
import { isSince, type LoopInput, type Workflow, type WorkflowStep } from '../../model/process.ts';
import { loopClass } from '../requirement/extension-table.ts';
import { asJson } from './as-json.ts';
import { packDemands } from './pack-demand.ts';
import type { PackContext } from './pack-parameter.ts';
import { single } from './pack-type.ts';

/** What a step asks for, its condition and its loop: fields since v1.3, before that a requirement of cwltool's. */
export function packConditions(
  step: WorkflowStep,
  id: string,
  { cwlVersion }: Workflow,
  { compact }: PackContext,
): Record<string, Json> {
  const { when, loop } = step;
  const demands = packDemands(step, cwlVersion, compact);
  const condition = when === undefined ? {} : { when };
  if (!loop) return { ...demands, ...condition };
  const { outputMethod } = loop;
  if (isSince(cwlVersion, 'v1.3')) {
    return { ...demands, ...condition, loop: loop.inputs.map((rule) => packRule(rule, id, 'outputSource')), outputMethod };
  }
  const requirement = {
    class: compact.name(loopClass),
    loopWhen: when ?? '',
    loop: loop.inputs.map((rule) => packRule(rule, id, 'loopSource')),
    outputMethod: outputMethod === 'all_iterations' ? 'all' : 'last',
  };
  return { ...demands, requirements: [...((demands['requirements'] as readonly Json[] | undefined) ?? []), requirement] };
}

function packRule({ name, source, ...rest }: LoopInput, step: string, field: string): Json {
  const outputs = source.map((output) => `${step}/${output}`);
  // One source that is merged is a list of one; elsewhere it is the bare source.
  return {
    id: `${step}/${name}`,
    ...(outputs.length > 0 && { [field]: rest.linkMerge ? outputs : single(outputs) }),
    ...asJson(rest),
  };
}

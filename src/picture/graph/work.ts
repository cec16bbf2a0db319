import type { Process } from '../../language/model/process.ts';
import { inForce, type Demands } from '../../language/model/requirement.ts';
import type { Plan, StepPlan } from '../../workflow/plan/plan.ts';
import type { Work } from './graph.ts';

/** What a step does, in the words of its picture. */
export function describeWork({ step, process, demands, body }: StepPlan): Work {
  const tool = toolName(process);
  const command = commandText(process);
  const image = body ? undefined : imageOf(demands);
  return {
    runs: process.class,
    ...(tool !== undefined && { tool }),
    ...(command !== undefined && { command }),
    ...(image !== undefined && { image }),
    software: body ? [] : softwareOf(demands),
    scatter: step.scatter,
    ...(step.scatter.length > 1 && { scatterMethod: step.scatterMethod ?? 'dotproduct' }),
    ...(step.when !== undefined && { when: step.when }),
    ...(step.loop !== undefined && { loop: step.loop.outputMethod }),
    ...(body && { steps: countSteps(body) }),
  };
}

/** Ids of processes that stand in a step begin with that of the step: `#main/sort/run`. */
function toolName({ id }: Process): string | undefined {
  return id.includes('/') ? undefined : id.replace(/^#/, '').replace(/\.(cwl|ya?ml|json)$/i, '');
}

/** The words before the first option, at most two; what interprets a script says nothing about it. */
function commandText(process: Process): string | undefined {
  if (process.class !== 'CommandLineTool') return undefined;
  const written =
    process.baseCommand.length > 0 ? process.baseCommand : leading(process.arguments.map(({ valueFrom }) => valueFrom));
  const [program, verb] = written;
  if (program === undefined || program.includes('$')) return undefined;
  const name = program.slice(program.lastIndexOf('/') + 1);
  return verb !== undefined && /^[a-z][\w.-]*$/i.test(verb) ? `${name} ${verb}` : name;
}

function leading(words: readonly (string | undefined)[]): readonly string[] {
  const [first] = words;
  return first === undefined || first.startsWith('-') ? [] : [first];
}

function imageOf(demands: Demands): string | undefined {
  const docker = inForce(demands, 'DockerRequirement');
  return docker?.dockerPull ?? docker?.dockerImageId ?? docker?.dockerLoad ?? docker?.dockerImport;
}

function softwareOf(demands: Demands): readonly string[] {
  const packages = inForce(demands, 'SoftwareRequirement')?.packages ?? [];
  return packages.map((item) => [item.package, ...(item.version ?? [])].join(' '));
}

function countSteps({ steps }: Plan): number {
  return steps.reduce((sum, { body }) => sum + (body ? countSteps(body) : 1), 0);
}

import type { Process } from '../../language/model/process.ts';
import { inForce, type RequirementOf } from '../../language/model/requirement.ts';
import { processIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe } from './graph.ts';
import { originOf } from './origin.ts';
import { describeParameters } from './parameter.ts';

/** Describes a tool that steps run. */
export function describeTool(draft: Draft, tool: Exclude<Process, { class: 'Workflow' }>): void {
  const software = inForce(tool, 'SoftwareRequirement');
  describe(draft.graph, {
    '@id': processIri(tool),
    '@type': 'SoftwareApplication',
    ...originOf(draft, tool),
    description: tool.doc,
    softwareRequirements: software && packages(software),
    ...describeParameters(draft, tool),
  });
}

function packages({ packages: list }: RequirementOf<'SoftwareRequirement'>): string[] {
  return list.map((item) => [item.package, ...(item.version ?? []), ...(item.specs ?? [])].join(' '));
}

import type { Process } from '../../language/model/process.ts';
import { processIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe } from './graph.ts';
import { originOf } from './origin.ts';
import { describeParameters } from './parameter.ts';
import { describeRequirements } from './software.ts';

/** Describes a tool that steps run. */
export function describeTool(draft: Draft, tool: Exclude<Process, { class: 'Workflow' }>): void {
  describe(draft.graph, {
    '@id': processIri(tool),
    '@type': 'SoftwareApplication',
    ...originOf(draft, tool),
    description: tool.doc,
    softwareRequirements: describeRequirements(draft, tool),
    ...describeParameters(draft, tool),
  });
}

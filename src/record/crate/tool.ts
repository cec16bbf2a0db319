import type { Process } from '../../language/model/process.ts';
import { processIri } from '../iri.ts';
import type { Draft } from './draft.ts';
import { describe } from './graph.ts';
import { originOf } from './origin.ts';
import { annotationsOf } from './annotation.ts';
import { resourceDemands } from './demand.ts';
import { describeVariables } from './environment.ts';
import { describeParameters } from './parameter.ts';
import { describeRequirements } from './software.ts';

/** Describes a tool that steps run. */
export function describeTool(draft: Draft, tool: Exclude<Process, { class: 'Workflow' }>): void {
  describe(draft.graph, {
    '@id': processIri(tool),
    '@type': 'SoftwareApplication',
    ...annotationsOf(draft, tool.extensions),
    ...originOf(draft, tool),
    ...(tool.doc === undefined ? {} : { description: tool.doc }),
    softwareRequirements: describeRequirements(draft, tool),
    ...resourceDemands(tool),
    environment: describeVariables(draft, tool),
    ...describeParameters(draft, tool),
  });
}

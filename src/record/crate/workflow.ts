import type { Workflow } from '../../language/model/process.ts';
import { packedDocument, processIri } from '../iri.ts';
import { annotationsOf } from './annotation.ts';
import { describeConnections } from './connection.ts';
import { resourceDemands } from './demand.ts';
import type { Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { declaredLicense, describeNamed } from './license.ts';
import { originOf } from './origin.ts';
import { describeParameters } from './parameter.ts';
import { agentReference, describeAuthors, organisationReference } from './person.ts';
import { describeRequirements } from './software.ts';
import { describeSteps } from './step.ts';
import { profiles } from './terms.ts';

const language = 'https://w3id.org/workflowhub/workflow-ro-crate#cwl';

/**
 * Describes a workflow with its steps. One of which no tool ran is described as mere source code: the profile wants
 * every ComputationalWorkflow to have a tool that was used.
 */
export function describeWorkflow(draft: Draft, workflow: Workflow): void {
  const isMain = workflow === draft.workflow;
  const runs = new Set(workflow.steps.map((step) => step.run.id));
  const used = [...runs].filter((id) => draft.used.has(id));
  const complete = isMain || used.length > 0;
  const file = isMain ? ['File'] : [];
  describe(draft.graph, {
    '@id': processIri(workflow),
    '@type': complete ? [...file, 'SoftwareSourceCode', 'ComputationalWorkflow', 'HowTo'] : 'SoftwareSourceCode',
    ...annotationsOf(draft, workflow.extensions),
    ...originOf(draft, workflow),
    ...(workflow.doc === undefined ? {} : { description: workflow.doc }),
    programmingLanguage: ref(language),
    softwareRequirements: describeRequirements(draft, workflow),
    ...resourceDemands(workflow),
    ...(isMain ? mainFacts(draft) : {}),
    ...describeParameters(draft, workflow),
    ...(complete ? parts(draft, workflow, used.length > 0 ? used : [...runs]) : {}),
  });
}

function parts(draft: Draft, workflow: Workflow, tools: readonly string[]): Record<string, unknown> {
  return {
    hasPart: tools.map((id) => ref(processIri({ id }))),
    step: describeSteps(draft, workflow),
    connection: describeConnections(draft, workflow),
  };
}

function mainFacts(draft: Draft): Record<string, unknown> {
  const { ledger, workflow } = draft;
  const wrapped = ledger.document.wrapped ? workflow.steps[0]?.run.extensions : undefined;
  const license = declaredLicense(draft);
  draft.parts.add(packedDocument);
  return {
    encodingFormat: 'application/cwl+json',
    conformsTo: ref(profiles.computationalWorkflow.id),
    creator: describeAuthors(draft, workflow.extensions) ?? describeAuthors(draft, wrapped),
    dateCreated: ledger.run.at,
    license: license && describeNamed(draft, license),
    sdPublisher: organisationReference(draft) ?? agentReference(draft),
  };
}

/** Describes the language that workflows are written in. */
export function describeLanguage(draft: Draft): void {
  const version = draft.workflow.cwlVersion;
  describe(draft.graph, {
    '@id': language,
    '@type': 'ComputerLanguage',
    name: 'Common Workflow Language',
    alternateName: 'CWL',
    identifier: ref(`https://w3id.org/cwl/${version}/`),
    url: ref('https://www.commonwl.org/'),
    version,
  });
}

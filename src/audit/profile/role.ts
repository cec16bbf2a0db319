import { n3 } from '../../base/rdf.ts';
import { base, type Graph } from './graph.ts';

const schema = 'http://schema.org/';
const bioschemas = ['https://bioschemas.org/', 'https://bioschemas.org/terms/'];
const workflowRun = 'https://w3id.org/ro/terms/workflow-run#';
const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
/** Where the roles live that shapes name. */
const role = 'https://w3id.org/ro/terms/crate-run/role#';

const executions = ['CreateAction', 'ActivateAction', 'UpdateAction'].map((name) => schema + name);
const applications = ['SoftwareApplication', 'SoftwareSourceCode'].map((name) => schema + name);
const workflows = bioschemas.map((namespace) => `${namespace}ComputationalWorkflow`);
const parameters = bioschemas.map((namespace) => `${namespace}FormalParameter`);

/** Says of the entities of a crate what they are to the profiles, as far as that depends on more than their type. */
export async function addRoles(graph: Graph): Promise<void> {
  const { DataFactory } = await n3();
  const { namedNode, blankNode, quad } = DataFactory;
  for (const [name, entities] of Object.entries(rolesIn(graph))) {
    for (const id of entities) {
      const subject = id.startsWith('_:') ? blankNode(id.slice(2)) : namedNode(id);
      graph.addQuad(quad(subject, namedNode(rdfType), namedNode(role + name)));
    }
  }
}

/** The ids of the entities that have each role; blank nodes begin with `_:`. */
function rolesIn(graph: Graph): Readonly<Record<string, Iterable<string>>> {
  const are = (types: readonly string[]) => new Set(types.flatMap((type) => namesOf(graph.getSubjects(rdfType, type, null))));
  const is = (type: string) => are([schema + type]);
  const values = (of: Iterable<string>, property: string) =>
    new Set([...of].flatMap((id) => namesOf(graph.getObjects(id, property, null))));

  const datasets = is('Dataset');
  const about = namesOf(graph.getSubjects(`${schema}about`, null, null));
  const descriptors = [...new Set(about)].filter((id) => /\/ro-crate-metadata\.json(ld)?$/.test(id));
  const subjects = values(descriptors, `${schema}about`);
  const roots = both(subjects, datasets);
  const isLocalName = (id: string) => [...subjects].some((root) => id.startsWith(`${root}#`));
  const files = [...is('MediaObject')].filter((id) => !isLocalName(id));
  const directories = [...datasets].filter((id) => !subjects.has(id) && !isLocalName(id));
  const described = new Set(namesOf(graph.getSubjects(rdfType, null, null)));
  const mainWorkflows = values(roots, `${schema}mainEntity`);

  const ran = are(executions);
  const ofWorkflows = are(workflows);
  const tools = both(values(ofWorkflows, `${schema}hasPart`), new Set([...are(applications), ...ofWorkflows]));
  const steps = is('HowToStep');
  const used = new Set([...values(ran, `${schema}object`), ...values(ran, `${schema}result`)]);
  const hasFailed = (id: string) => [...values([id], `${schema}actionStatus`)].includes(`${schema}FailedActionStatus`);
  const ofType = are(parameters);
  const parameterOf = (type: string) => both(values(is(type), `${schema}exampleOfWork`), ofType);
  const instructions = values([...is('HowTo'), ...steps], 'https://codemeta.github.io/terms/buildInstructions');

  return {
    Descriptor: descriptors.filter((id) => both(values([id], `${schema}about`), datasets).size > 0),
    Subject: subjects,
    Root: roots,
    File: files,
    LocalFile: files.filter((id) => id.startsWith(base)),
    WebFile: files.filter(isOnWeb),
    Directory: directories,
    WebDirectory: directories.filter(isOnWeb),
    DataEntity: new Set([...files, ...directories, ...both(values(roots, `${schema}hasPart`), described)]),
    Author: both(namesOf(graph.getObjects(null, `${schema}author`, null)), is('Person')),
    MainWorkflow: mainWorkflows,
    CwlDescription: values(mainWorkflows, `${schema}subjectOf`),
    Readme: [`${base}README.md`],
    Examples: [`${base}examples/`],
    Tests: [`${base}test/`],
    Tool: tools,
    SteppedWorkflow: [...ofWorkflows].filter((id) => both(values([id], `${schema}step`), steps).size > 0),
    Standalone: [...is('SoftwareApplication')].filter(
      (id) => graph.countQuads(null, `${schema}softwareRequirements`, id, null) === 0,
    ),
    UsedCollection: both(used, is('Collection')),
    FailedExecution: [...ran].filter(hasFailed),
    FailedControl: [...is('ControlAction'), ...is('OrganizeAction')].filter(hasFailed),
    EnvironmentParameter: both(values(ofWorkflows, `${workflowRun}environment`), ofType),
    FileParameter: parameterOf('MediaObject'),
    DatasetParameter: parameterOf('Dataset'),
    CollectionParameter: parameterOf('Collection'),
    LiteralParameter: parameterOf('PropertyValue'),
    BuildInstructions: both(instructions, is('MediaObject')),
  };
}

interface Term {
  readonly termType: string;
  readonly value: string;
}

/** The ids by which the graph can be asked for terms; of a literal its text. */
function namesOf(terms: readonly Term[]): string[] {
  return terms.map(({ termType, value }) => (termType === 'BlankNode' ? `_:${value}` : value));
}

function both(some: Iterable<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...some].filter((id) => others.has(id)));
}

function isOnWeb(id: string): boolean {
  return /^(https?|ftps?):\/\//i.test(id);
}

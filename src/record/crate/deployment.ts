import type { DeploymentReady } from '../../event/event.ts';
import { imageIri } from '../image.ts';
import { deploymentIri, engineIri, parameterIri, processIri, stepIri } from '../iri.ts';
import type { Deployment } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { agentReference } from './person.ts';
import { describeFacts } from './property.ts';
import { statusFacts } from './status.ts';

/** What the file of locations and the run itself say of an environment. */
type Facts = Pick<DeploymentReady, 'connector' | 'wraps' | 'external'> & { readonly services?: readonly string[] };

/** Describes the environments that steps could run in, what it took to set them up, and which steps and data are bound to them. */
export function describeDeployments(draft: Draft): void {
  const { topology, deployments } = draft.ledger;
  for (const deployment of topology?.deployments ?? []) describeDeployment(draft, deployment.name, deployment);
  for (const [name, deployment] of deployments) {
    describeDeployment(draft, name, deployment.ready);
    describeSetUp(draft, name, deployment);
  }
  for (const { of, path, targets } of topology?.bindings ?? []) {
    const bound = draft.graph.get(of === 'step' ? stepAt(draft, path) : parameterIri(draft.workflow, path.slice(1)));
    if (bound)
      bound['boundTo'] = distinct(
        bound['boundTo'],
        targets.map(({ deployment }) => deploymentIri(deployment)),
      );
  }
}

function describeDeployment(draft: Draft, name: string, { connector, wraps, external, services = [] }: Facts): Reference {
  const iri = deploymentIri(name);
  return describe(draft.graph, {
    '@id': iri,
    '@type': 'Place',
    name,
    containedInPlace: wraps === undefined ? undefined : ref(deploymentIri(wraps)),
    additionalProperty: describeFacts(draft, iri, {
      connector,
      external,
      services: services.length > 0 ? services : undefined,
    }),
  });
}

/** No profile has a word for it: schema.org's plain Action. */
function describeSetUp(draft: Draft, name: string, { ready, removed }: Deployment): void {
  const iri = deploymentIri(name);
  const action = (id: string, title: string, startTime: string, endTime: string, more = {}) => {
    const common = { instrument: ref(engineIri), agent: agentReference(draft), object: [ref(iri)], startTime, endTime };
    describe(draft.graph, {
      '@id': id,
      '@type': 'Action',
      name: title,
      ...common,
      ...statusFacts('success', undefined),
      ...more,
    });
    draft.mentions.add(id);
  };
  const image = [...draft.ledger.images.values()].find(({ id }) => id === ready.image);
  action(`${iri}/set-up`, `${ready.external ? 'Connect to' : 'Set up'} ${name}`, ready.start, ready.end, {
    containerImage: image && ref(imageIri(image)),
  });
  if (removed) action(`${iri}/removal`, `${ready.external ? 'Leave' : 'Take down'} ${name}`, removed.at, removed.at);
}

function stepAt(draft: Draft, path: string): string {
  const placed = draft.outline.steps.get(path);
  return placed ? stepIri(placed) : path === '/' ? processIri(draft.workflow) : path;
}

function distinct(known: unknown, iris: readonly string[]): Reference[] {
  const before = (known ?? []) as readonly Reference[];
  return Array.from(new Set([...before.map((reference) => reference['@id']), ...iris]), ref);
}

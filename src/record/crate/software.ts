import { inForce, type Demands, type SoftwarePackage } from '../../language/model/requirement.ts';
import { packageIri, softwareIri } from '../iri.ts';
import { softwareOf, type Attempt, type EventOf } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Entity, type Reference } from './graph.ts';
import { describeFacts } from './property.ts';

/** Describes the software that a tool or workflow asks for (CWL v1.2 SoftwareRequirement), an entity for each package. */
export function describeRequirements(draft: Draft, demands: Demands): Reference[] | undefined {
  return inForce(demands, 'SoftwareRequirement')?.packages.map((item) => describePackage(draft, item));
}

/** `version` is what is said to be good enough, not what ran. */
function describePackage(draft: Draft, { package: name, version = [], specs = [] }: SoftwarePackage): Reference {
  const id = packageIri(name, version);
  const reference = describe(draft.graph, {
    '@id': id,
    '@type': 'SoftwareApplication',
    name,
    version: version.length > 0 ? version : undefined,
  });
  identify(draft.graph.get(id)!, specs);
  return reference;
}

/** Describes the software that an attempt used, as it was found where the attempt ran. */
export function describeSoftware(draft: Draft, attempt: Attempt): Reference[] | undefined {
  const found = softwareOf(draft.ledger, attempt).map((answers) => describeFound(draft, answers));
  return found.length > 0 ? found : undefined;
}

function describeFound(draft: Draft, answers: readonly EventOf<'software.resolved'>[]): Reference {
  const { id, by, name, version, path } = answers[0]!;
  const iri = softwareIri(id);
  if (draft.graph.has(iri)) return ref(iri);
  const others = answers.map(({ requested }) => requested.package).filter((asked) => asked !== name);
  const reference = describe(draft.graph, {
    '@id': iri,
    '@type': 'SoftwareApplication',
    name,
    alternateName: others.length > 0 ? [...new Set(others)] : undefined,
    version,
    additionalProperty: describeFacts(draft, iri, { softwareSource: by, softwarePath: path }),
  });
  for (const { requested } of answers) identify(draft.graph.get(iri)!, requested.specs ?? []);
  return reference;
}

/** Adds what documents say identifies the software (RRID, bio.tools, a home page), each once. */
function identify(entity: Entity, specs: readonly string[]): void {
  if (specs.length === 0) return;
  const known = (entity['identifier'] ?? []) as readonly (string | Reference)[];
  const texts = new Set([...known.map((item) => (typeof item === 'string' ? item : item['@id'])), ...specs]);
  entity['url'] ??= specs.find(isUrl);
  entity['identifier'] = Array.from(texts, (text) => (isUrl(text) ? ref(text) : text));
}

function isUrl(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}

import { imageIri, usedImages } from '../image.ts';
import { containerEngineIri, engineIri, softwareIri } from '../iri.ts';
import { imageOf, softwareOf, type Attempt } from '../ledger.ts';
import type { Account } from './account.ts';
import { relate } from './relation.ts';
import { expand } from './statement.ts';

/** The roles that images and software play: the terms by which the crate links to them. */
const roles = { image: expand('wfrun:containerImage'), software: expand('own:software') } as const;

/** What jobs ran with, apart from their inputs: images, the programs that ran them on behalf of the engine, and software. */
export function sayMeans({ scribe, ledger }: Account): void {
  const images = usedImages(ledger);
  if (images.length > 0) scribe.introduce(roles.image, ['prov:Entity', 'prov:Role'], 'container image');
  for (const { iri, identifier, answers } of images) {
    scribe.introduce(iri, ['prov:Entity'], identifier ?? answers[0].requested);
    scribe.say(iri, 'dct:identifier', { text: answers[0].id });
  }
  const engines = images.flatMap(({ answers }) => answers.map(({ engine }) => engine));
  for (const [iri, { name, version }] of new Map(engines.map((engine) => [containerEngineIri(engine), engine]))) {
    scribe.introduce(iri, ['prov:Agent', 'prov:SoftwareAgent'], `${name} ${version}`);
    scribe.say(iri, 'prov:actedOnBehalfOf', engineIri);
  }
  if (ledger.software.size > 0) scribe.introduce(roles.software, ['prov:Entity', 'prov:Role'], 'software');
  for (const [id, answers] of ledger.software) {
    const { name, version } = answers[0]!;
    scribe.introduce(softwareIri(id), ['prov:Entity'], version === undefined ? name : `${name} ${version}`);
  }
}

/** What an attempt ran with. */
export function sayMeansOf({ scribe, ledger }: Account, activity: string, attempt: Attempt): void {
  const image = imageOf(ledger, attempt);
  if (image) {
    relate(scribe, 'usage', activity, imageIri(image), `${activity}/image/usage`, { role: roles.image });
    relate(scribe, 'association', activity, containerEngineIri(image.engine), `${activity}/image/association`);
  }
  for (const [answer] of softwareOf(ledger, attempt)) {
    const iri = answer && softwareIri(answer.id);
    if (iri) relate(scribe, 'usage', activity, iri, `${activity}/${iri.slice(1)}/usage`, { role: roles.software });
  }
}

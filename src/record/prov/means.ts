import { ownNamespace } from '../crate/terms.ts';
import { imageIri, usedImages } from '../image.ts';
import { containerEngineIri, engineIri, softwareIri } from '../iri.ts';
import { imageOf, softwareOf, type Attempt, type Ledger } from '../ledger.ts';
import { expand, type Scribe } from './statement.ts';

/** The roles that images and software play: the terms by which the crate links to them. */
const roles = { image: expand('wfrun:containerImage'), software: `${ownNamespace}software` } as const;

/** What jobs ran with, apart from their inputs: images, the programs that ran them on behalf of the engine, and software. */
export function sayMeans(scribe: Scribe, ledger: Ledger): void {
  const images = usedImages(ledger);
  if (images.length > 0) scribe.introduce(roles.image, ['prov:Role'], 'container image');
  for (const { iri, identifier, answers } of images) {
    scribe.introduce(iri, ['prov:Entity'], identifier ?? answers[0].requested);
    scribe.say(iri, 'dct:identifier', { text: answers[0].id });
  }
  const engines = images.flatMap(({ answers }) => answers.map(({ engine }) => engine));
  for (const [iri, { name, version }] of new Map(engines.map((engine) => [containerEngineIri(engine), engine]))) {
    scribe.introduce(iri, ['prov:SoftwareAgent'], `${name} ${version}`);
    scribe.say(iri, 'prov:actedOnBehalfOf', engineIri);
  }
  if (ledger.software.size > 0) scribe.introduce(roles.software, ['prov:Role'], 'software');
  for (const [id, answers] of ledger.software) {
    const { name, version } = answers[0]!;
    scribe.introduce(softwareIri(id), ['prov:Entity'], version === undefined ? name : `${name} ${version}`);
  }
}

/** What an attempt ran with. */
export function sayMeansOf(scribe: Scribe, ledger: Ledger, activity: string, attempt: Attempt): void {
  const use = (what: string, usage: string, role: string): void => {
    scribe.say(activity, 'prov:used', what);
    scribe.say(activity, 'prov:qualifiedUsage', usage);
    scribe.introduce(usage, ['prov:Usage']);
    scribe.say(usage, 'prov:entity', what);
    scribe.say(usage, 'prov:hadRole', role);
  };
  const image = imageOf(ledger, attempt);
  if (image) {
    use(imageIri(image), `${activity}/image/usage`, roles.image);
    scribe.say(activity, 'prov:wasAssociatedWith', containerEngineIri(image.engine));
  }
  for (const [answer] of softwareOf(ledger, attempt)) {
    if (answer) use(softwareIri(answer.id), `${activity}/${softwareIri(answer.id).slice(1)}/usage`, roles.software);
  }
}

import { writeJson } from '../../base/json.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { nameOf, packedDocument } from '../iri.ts';
import { inputRoutes, whereNow } from '../whereabouts.ts';
import { inCrate, textFacts } from './data.ts';
import type { Draft } from './draft.ts';
import { describe, ref } from './graph.ts';
import { mediaTypeOf } from './mediatype.ts';
import { sourceIri } from './origin.ts';
import { inputObjectPath } from './run.ts';

/** Takes the original documents into the crate. One on the web that was not fetched to a file is only named. */
export function describeSources(draft: Draft): void {
  const main = draft.graph.get(packedDocument)!;
  main['isBasedOn'] = draft.ledger.document.sources.map((source) => {
    const place = whereNow(draft.ledger, source.location, inputRoutes);
    const kept = place.startsWith('file:') && !draft.absent.has(source.location);
    if (kept) {
      draft.parts.add(sourceIri(source));
      draft.files.push({ path: `workflow/${source.path}`, from: place });
    }
    return describe(draft.graph, {
      '@id': kept ? sourceIri(source) : source.location,
      '@type': kept ? 'File' : 'CreativeWork',
      name: nameOf(source.path),
      encodingFormat: mediaTypeOf(source.path),
      contentSize: String(source.size),
      sha256: source.sha256,
    });
  });
}

/** Takes the packed document into the crate; files that are defaults in it are named by their place in the crate. */
export function addPacked(draft: Draft): void {
  const packed = inCrate(draft, draft.ledger.document.packed as CwlValue);
  const text = `${writeJson(packed)}\n`;
  Object.assign(draft.graph.get(packedDocument)!, textFacts(text));
  draft.files.push({ path: packedDocument, from: { text } });
}

/** Takes a text that the engine wrote into the crate. */
export function addText(
  draft: Draft,
  path: string,
  text: string,
  facts: { readonly name: string } & Record<string, unknown>,
): void {
  describe(draft.graph, { '@id': path, '@type': 'File', encodingFormat: mediaTypeOf(path), ...facts, ...textFacts(text) });
  draft.parts.add(path);
  draft.files.push({ path, from: { text } });
}

/** The input object as it was given, files named by their place in the crate. */
export function addInputObject(draft: Draft): void {
  const text = writeJson(inCrate(draft, draft.ledger.document.inputs as CwlValue));
  addText(draft, inputObjectPath, `${text}\n`, {
    name: 'Input object',
    description: 'The inputs as they were given; files are named relative to this crate.',
    about: ref(packedDocument),
  });
}

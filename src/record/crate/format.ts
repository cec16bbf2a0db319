import type { CwlFile } from '../../language/model/value.ts';
import { nameOf } from '../iri.ts';
import { basenameOf } from './data.ts';
import type { Draft } from './draft.ts';
import { describe } from './graph.ts';
import { mediaTypeOf } from './mediatype.ts';

/** The formats of a file: what its name suggests, and the term of an ontology that its value names, EDAM's for instance. */
export function formatFacts(draft: Draft, file: CwlFile): Record<string, unknown> {
  if (file.format === undefined || !/^https?:\/\/\S+$/.test(file.format)) return {};
  const term = describe(draft.graph, { '@id': file.format, '@type': 'WebSite', name: nameOf(file.format) });
  return { encodingFormat: [mediaTypeOf(basenameOf(file)), term] };
}

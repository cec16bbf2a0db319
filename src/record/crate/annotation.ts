import { isObject, type CwlValue } from '../../language/model/value.ts';
import { declared, declaredText } from './declared.ts';
import type { Draft } from './draft.ts';
import { describe, type Reference } from './graph.ts';
import { describeNamed } from './license.ts';
import { describePeople } from './person.ts';

type Annotated = Readonly<Record<string, CwlValue | undefined>>;

/** What a document or an input object says in schema.org's words of a process or a file. */
export function annotationsOf(draft: Draft, annotated: Annotated | undefined): Record<string, unknown> {
  if (!annotated) return {};
  const license = declaredText(annotated, 'license');
  return {
    author: describePeople(draft, declared(annotated, 'author')),
    contributor: describePeople(draft, declared(annotated, 'contributor')),
    citation: textsOf(declared(annotated, 'citation'))?.map((text) => citation(draft, text)),
    keywords: textsOf(declared(annotated, 'keywords')),
    codeRepository: declaredText(annotated, 'codeRepository'),
    identifier: declaredText(annotated, 'identifier'),
    description: declaredText(annotated, 'description'),
    license: license === undefined ? undefined : describeNamed(draft, license),
  };
}

/** A citation with an address is a work; other words stay words. */
function citation(draft: Draft, text: string): Reference | string {
  const iri = /^10\.\d{4,}\/\S+$/.test(text) ? `https://doi.org/${text}` : text;
  return /^https?:\/\/\S+$/.test(iri) ? describe(draft.graph, { '@id': iri, '@type': 'CreativeWork', name: text }) : text;
}

function textsOf(value: CwlValue | undefined): string[] | undefined {
  const items = Array.isArray(value) ? (value as readonly CwlValue[]) : [value];
  const texts = items.flatMap((item) =>
    isObject(item) ? (declaredText({ 'https://schema.org/it': item }, 'it') ?? []) : (item ?? []),
  );
  const words = texts.map((text) => String(text as string | number));
  return words.length > 0 ? words : undefined;
}

import type { CwlValue } from '../../model/value.ts';
import type { Extensions } from '../field/object.ts';

/** Prefixes that people know; others are numbered. */
const usual: Readonly<Record<string, string>> = {
  'https://schema.org/': 's',
  'http://schema.org/': 'sdo',
  'http://edamontology.org/': 'edam',
  'http://purl.org/dc/terms/': 'dct',
  'http://xmlns.com/foaf/0.1/': 'foaf',
  'http://commonwl.org/cwltool#': 'cwltool',
  'http://arvados.org/cwl#': 'arv',
};

/** Writes names of other namespaces with prefixes, and remembers which prefixes it used. */
export interface Compactor {
  readonly name: (iri: string) => string;
  readonly fields: (extensions: Extensions | undefined) => Readonly<Record<string, CwlValue>>;
  /** `$namespaces` for the names written so far. */
  readonly used: () => Readonly<Record<string, string>>;
}

export function compactor(): Compactor {
  const prefixes = new Map<string, string>();

  function name(iri: string): string {
    const cut = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
    const space = iri.slice(0, cut);
    if (!iri.includes('://') || cut === iri.length) return iri;
    const prefix = prefixes.get(space) ?? usual[space] ?? `ns${prefixes.size + 1}`;
    prefixes.set(space, prefix);
    return `${prefix}:${iri.slice(cut)}`;
  }

  function within(value: CwlValue): CwlValue {
    if (Array.isArray(value)) return value.map((item: CwlValue) => within(item));
    return typeof value === 'object' && value !== null ? fields(value as Extensions) : value;
  }

  function fields(extensions: Extensions = {}): Readonly<Record<string, CwlValue>> {
    return Object.fromEntries(Object.entries(extensions).map(([key, value]) => [name(key), within(value)]));
  }

  return { name, fields, used: () => Object.fromEntries([...prefixes].map(([space, prefix]) => [prefix, space])) };
}

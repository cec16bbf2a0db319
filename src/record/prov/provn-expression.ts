import type { Names } from './provn-name.ts';
import { expand, type Literal, type Statement, type Term } from './statement.ts';

/** What is said of one thing, by predicate. */
export type Said = ReadonlyMap<Term, readonly Statement['object'][]>;

/** Attributes that PROV-N calls otherwise than PROV-O. */
const attributeNames: Readonly<Partial<Record<Term, string>>> = {
  'rdf:type': 'prov:type',
  'rdfs:label': 'prov:label',
  'prov:atLocation': 'prov:location',
  'prov:hadRole': 'prov:role',
};

/** An expression of PROV-N with its arguments and attributes. */
export function expression(name: string, parts: readonly string[], attributes: readonly string[] = []): string {
  return `  ${name}(${parts.join(', ')}${attributes.length > 0 ? `, [${attributes.join(', ')}]` : ''})`;
}

/** What is said of a thing as attributes, apart from its kind and what its expression tells otherwise. */
export function attributesOf(
  names: Names,
  said: Said,
  kind: Term,
  toldOtherwise: (predicate: Term) => boolean,
): readonly string[] {
  return [...said].flatMap(([predicate, objects]) => {
    if (toldOtherwise(predicate)) return [];
    const others = objects.filter((object) => object !== expand(kind));
    return others.map((object) => `${attributeName(names, predicate)}=${valueText(names, object)}`);
  });
}

/** An argument: a name, a moment, or the sign for what nobody knows. */
export function argument(names: Names, object: Statement['object'] | undefined): string {
  return object === undefined ? '-' : typeof object === 'string' ? names.name(object) : object.text;
}

function attributeName(names: Names, predicate: Term): string {
  return attributeNames[predicate] ?? (predicate.startsWith('prov:') ? predicate : names.name(expand(predicate)));
}

function valueText(names: Names, object: Statement['object']): string {
  return typeof object === 'string' ? `'${names.name(object)}'` : literalText(object);
}

function literalText({ text, type }: Literal): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return `"${escaped}"${type === undefined ? '' : ` %% ${type}`}`;
}

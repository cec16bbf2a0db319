import { isObject, type CwlValue } from '../../language/model/value.ts';

type Extensions = Readonly<Record<string, CwlValue | undefined>>;

/** What a document declares in schema.org's words (`s:author`, `s:license`, …), whichever of its two spellings it uses. */
export function declared(extensions: Extensions | undefined, property: string): CwlValue | undefined {
  return extensions?.[`https://schema.org/${property}`] ?? extensions?.[`http://schema.org/${property}`];
}

/** The same where a plain text is wanted; an object counts with its identifier, a list with its first item. */
export function declaredText(extensions: Extensions | undefined, property: string): string | undefined {
  const value = declared(extensions, property);
  const first = Array.isArray(value) ? (value as readonly CwlValue[])[0] : value;
  const id = isObject(first) ? (first['@id'] ?? first['id'] ?? declared(first, 'identifier')) : first;
  return typeof id === 'string' ? id : typeof id === 'number' ? String(id) : undefined;
}

import { contextAt } from '../../record/context/context.ts';
import { isObject, listed, type Metadata } from './metadata.ts';

/** What the `@context` of a crate says, as far as it is known. */
export interface Context {
  /** Terms and prefixes with what they mean. */
  readonly terms: ReadonlyMap<string, unknown>;
  /** Contexts that are named and not known here. */
  readonly unknown: readonly string[];
}

/** Reads the `@context` of a crate: contexts that it names from what the program carries, and what it defines inline. */
export function contextOf(metadata: Metadata): Context {
  const terms = new Map<string, unknown>();
  const unknown: string[] = [];
  for (const part of isObject(metadata) ? listed(metadata['@context']) : []) {
    const known = typeof part === 'string' ? contextAt(part) : isObject(part) ? part : undefined;
    if (known) for (const [term, meaning] of Object.entries(known)) terms.set(term, meaning);
    else unknown.push(typeof part === 'string' ? part : JSON.stringify(part));
  }
  return { terms, unknown };
}

/** The metadata without the contexts that are not known, so that what the others explain can be read. */
export function withoutContexts(metadata: Metadata, unknown: readonly string[]): Metadata {
  if (unknown.length === 0 || !isObject(metadata)) return metadata;
  const parts = listed(metadata['@context']).filter((part) => typeof part !== 'string' || !unknown.includes(part));
  return { ...metadata, '@context': parts.filter((part) => typeof part === 'string' || isObject(part)) };
}

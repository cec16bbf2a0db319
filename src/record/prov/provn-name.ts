import { absolute, namespaces } from './statement.ts';

/** Gives IRIs the names that they have in PROV-N, and notes which prefixes that takes. */
export interface Names {
  name(iri: string): string;
  /** Namespaces by prefix, for the head of the document. */
  readonly prefixes: ReadonlyMap<string, string>;
}

/** `base` is what relative IRIs are relative to; it gets the prefix `crate`. Other namespaces get `ns1`, `ns2`. */
export function newNames(base: string): Names {
  const prefixes = new Map<string, string>([['crate', base], ...Object.entries(namespaces)]);
  const known = new Map<string, string>(Array.from(prefixes, ([prefix, namespace]) => [namespace, prefix]));

  return {
    prefixes,
    name(iri) {
      const full = absolute(iri, base);
      // The prefix xsd of PROV-N ends without #, which nothing here is named by.
      const namespace = full.startsWith(base) ? base : full.slice(0, Math.max(full.lastIndexOf('#'), full.lastIndexOf('/')) + 1);
      const prefix = known.get(namespace) ?? `ns${prefixes.size - Object.keys(namespaces).length}`;
      known.set(namespace, prefix);
      prefixes.set(prefix, namespace);
      return `${prefix}:${localName(full.slice(namespace.length))}`;
    },
  };
}

/** A local name with all that has a meaning in PROV-N behind a backslash (PROV-N §3.7.1, PN_CHARS_ESC); IRIs have the rest encoded. */
function localName(text: string): string {
  return text.replace(/[='(),:;[\]]|^[-.]|\.$/g, '\\$&');
}

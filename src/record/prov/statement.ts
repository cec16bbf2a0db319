/** The namespaces that the provenance uses, by prefix. */
export const namespaces = {
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dct: 'http://purl.org/dc/terms/',
  schema: 'http://schema.org/',
  sapporo: 'https://w3id.org/ro/terms/sapporo#',
  wfdesc: 'http://purl.org/wf4ever/wfdesc#',
  wfprov: 'http://purl.org/wf4ever/wfprov#',
  wfrun: 'https://w3id.org/ro/terms/workflow-run#',
  own: 'https://w3id.org/ro/terms/crate-run#',
} as const;

/** A name with a prefix, as in `prov:used`. */
export type Term = `${keyof typeof namespaces}:${string}`;

/** Words rather than a thing. */
export interface Literal {
  readonly text: string;
  /** Absent for plain text. */
  readonly type?: Term;
}

/** One thing said. Things are IRIs: relative ones are those of the crate. */
export interface Statement {
  readonly subject: string;
  readonly predicate: Term;
  /** An IRI, or a literal. Terms of classes are written out. */
  readonly object: string | Literal;
}

/** Collects statements. */
export interface Scribe {
  readonly statements: Statement[];
  say(subject: string, predicate: Term, object: string | Literal | undefined): void;
  /** Says what kind of thing it is, and what people call it. */
  introduce(subject: string, kinds: readonly Term[], label?: string): void;
}

export function newScribe(): Scribe {
  const statements: Statement[] = [];
  const say: Scribe['say'] = (subject, predicate, object) => {
    if (object !== undefined) statements.push({ subject, predicate, object });
  };
  return {
    statements,
    say,
    introduce(subject, kinds, label) {
      for (const kind of kinds) say(subject, 'rdf:type', expand(kind));
      if (label !== undefined) say(subject, 'rdfs:label', { text: label });
    },
  };
}

/** The IRI that a prefixed name stands for. */
export function expand(term: Term): string {
  const colon = term.indexOf(':');
  return namespaces[term.slice(0, colon) as keyof typeof namespaces] + term.slice(colon + 1);
}

/** A moment as a literal. */
export function moment(text: string): Literal {
  return { text, type: 'xsd:dateTime' };
}

/** The base of all relative IRIs: the crate of the run, wherever it is (RFC draft `arcp`). */
export function baseOf(run: string): string {
  return `arcp://uuid,${run}/`;
}

/** An IRI written out. */
export function absolute(iri: string, base: string): string {
  return /^[a-z]+:/.test(iri) ? iri : base + iri;
}

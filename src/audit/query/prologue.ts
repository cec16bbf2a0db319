/** The prefixes that queries may use without saying what they mean. */
const prefixes = {
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  dct: 'http://purl.org/dc/terms/',
  schema: 'http://schema.org/',
  bioschemas: 'https://bioschemas.org/terms/',
  cw: 'https://bioschemas.org/ComputationalWorkflow#',
  wfrun: 'https://w3id.org/ro/terms/workflow-run#',
  wfprov: 'http://purl.org/wf4ever/wfprov#',
  wfdesc: 'http://purl.org/wf4ever/wfdesc#',
  sapporo: 'https://w3id.org/ro/terms/sapporo#',
  own: 'https://w3id.org/ro/terms/crate-run#',
} as const;

/** A query with all prefixes before it, on its first line, so that lines keep their numbers. It may give them other meanings. */
export function withPrefixes(query: string): string {
  const prologue = Object.entries(prefixes).map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>`);
  return `${prologue.join(' ')} ${query}`;
}

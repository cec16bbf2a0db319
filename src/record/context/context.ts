import { readFileSync } from 'node:fs';

/** A published JSON-LD context in compact form: `profiles/README.md` says how to read it. */
interface Profile {
  readonly url: string;
  readonly terms: Readonly<Record<string, readonly string[]>>;
  readonly others: Readonly<Record<string, string>>;
}

const names = [
  ...['1.1', '1.2', '1.3'].map((version) => `ro-crate-${version}`),
  ...['workflow-run', 'workflow-testing', 'sapporo', 'compss', 'wfexs'],
];

let contexts: ReadonlyMap<string, Readonly<Record<string, string>>> | undefined;

/** The terms of a published context with their IRIs; undefined for a URL that crate-run does not know. */
export function contextAt(url: string): Readonly<Record<string, string>> | undefined {
  contexts ??= new Map(names.map(readProfile).map((profile) => [profile.url, termsOf(profile)]));
  const asPublished = url.replace(/^http:/, 'https:');
  // Vocabularies answer with their context when they are asked for JSON-LD.
  return contexts.get(asPublished) ?? contexts.get(`${asPublished}/context`);
}

function readProfile(name: string): Profile {
  return JSON.parse(readFileSync(new URL(`../../../profiles/${name}.json`, import.meta.url), 'utf8')) as Profile;
}

function termsOf({ terms, others }: Profile): Record<string, string> {
  const same = Object.entries(terms).flatMap(([namespace, lines]) =>
    lines.flatMap((line) => line.split(' ')).map((term) => [term, namespace + term] as const),
  );
  return { ...Object.fromEntries(same), ...others };
}

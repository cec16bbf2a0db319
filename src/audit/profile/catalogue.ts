import { readFile } from 'node:fs/promises';
import { n3, type Quad } from '../../base/rdf.ts';
import { levels, type Check, type Level } from './check.ts';
import { originOf, succeed } from './successor.ts';

/** What profiles ask for. */
export interface Catalogue {
  /** By the IRI of the check. */
  readonly checks: ReadonlyMap<string, Check>;
  /** The shapes of those checks that SHACL can express. */
  readonly shapes: readonly Quad[];
  /** What types are to the profiles: to be read together with a crate. */
  readonly roles: readonly Quad[];
}

const sh = 'http://www.w3.org/ns/shacl#';
const own = 'https://w3id.org/ro/terms/crate-run#';
const checkNamespace = 'https://w3id.org/ro/terms/crate-run/check#';

/** Reads `shapes/`: the checks of profiles, down to a level. */
export async function readCatalogue(profiles: readonly string[], level: Level): Promise<Catalogue> {
  const wanted = levels.slice(0, levels.indexOf(level) + 1);
  const checks = new Map<string, Check>();
  const shapes: Quad[] = [];
  for (const profile of profiles) {
    for (const each of wanted) {
      const quads = await readShapes(`${profile}/${each}`);
      shapes.push(...quads);
      for (const check of checksIn(quads, profile, each)) checks.set(checkNamespace + check.id, check);
    }
  }
  return { checks, shapes, roles: await readShapes('roles') };
}

const known = new Map<string, Promise<readonly Quad[]>>();

/** One file of shapes, which is read once however many crates are checked. */
function readShapes(name: string): Promise<readonly Quad[]> {
  const reading = known.get(name) ?? parseShapes(name);
  known.set(name, reading);
  return reading;
}

async function parseShapes(name: string): Promise<readonly Quad[]> {
  const { Parser } = await n3();
  const [profile = '', ...rest] = name.split('/');
  const file = [originOf(profile), ...rest].join('/');
  const written = await readFile(new URL(`../../../shapes/${file}.ttl`, import.meta.url), 'utf8');
  const text = file === name ? written : succeed(written);
  // Blank nodes of different files are different nodes.
  return new Parser({ blankNodePrefix: `_:${name.replaceAll(/\W/g, '-')}-` }).parse(text);
}

function checksIn(quads: readonly Quad[], profile: string, level: Level): readonly Check[] {
  const said = new Map<string, Map<string, string>>();
  for (const { subject, predicate, object } of quads) {
    if (!subject.value.startsWith(checkNamespace)) continue;
    const its = said.get(subject.value) ?? new Map<string, string>();
    said.set(subject.value, its.set(predicate.value, object.value));
  }
  return [...said].map(([iri, its]) => {
    const rule = its.get(`${own}rule`);
    return {
      id: iri.slice(checkNamespace.length),
      profile,
      level,
      message: its.get(`${sh}message`) ?? '',
      mend: its.get(`${own}mend`) ?? '',
      source: its.get('http://purl.org/dc/terms/source') ?? '',
      ...(rule === undefined ? {} : { rule }),
    };
  });
}

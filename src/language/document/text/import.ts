import { CrateRunError } from '../../../base/error.ts';
import { allOrEveryFault } from './every-fault.ts';
import { place, samePlace, spanOf, type Span } from '../../../base/span.ts';
import { resolveReference } from './location.ts';
import { isRawMap, setMember, type Raw, type RawMap } from './raw.ts';

/** How imported text is reached. */
export interface Imports {
  readonly text: (uri: string, span: Span | undefined) => Promise<string>;
  /** The root of a document that `importer` needs, with its own imports already in place. */
  readonly tree: (uri: string, span: Span | undefined, importer: string) => Promise<Raw>;
}

/** Where a directive stands. */
interface Site {
  readonly directive: RawMap;
  readonly parent: Raw[] | RawMap;
  readonly key: string;
}

/**
 * Puts the documents that `$import`, `$include` and `$mixin` name in place of the directives, in the tree itself
 * (Schema Salad, document preprocessing). Gives the tree, or what replaces it. Throws with every directive that fails.
 */
export async function withImports(root: Raw, document: string, imports: Imports): Promise<Raw> {
  const holder: RawMap = { root };
  const lists = new Map<Raw[], Set<number>>();
  const inside: (() => void)[] = [];
  await allOrEveryFault(
    [...sitesIn(holder)].map(async ({ directive, parent, key }) => {
      const [keyword, target] = directiveOf(directive)!;
      const span = spanOf(directive, keyword);
      const put = (tree: Raw, uri: string, fragment: string | undefined): void => {
        const part = fragment === undefined ? tree : partNamed(tree, fragment);
        if (part === undefined) throw new CrateRunError('DOC_REFERENCE', `${uri} holds nothing named "${fragment}"`, { span });
        if (isObject(part) && contains(part, parent))
          throw new CrateRunError('CWL_CYCLE', `#${fragment} contains what imports it`, { span });
        const value = keyword === '$mixin' && isRawMap(part) ? mixed(part, directive) : part;
        if (!Array.isArray(parent)) setMember(parent, key, value);
        else {
          parent[Number(key)] = value;
          if (Array.isArray(value)) lists.set(parent, (lists.get(parent) ?? new Set()).add(Number(key)));
        }
      };
      if (typeof target !== 'string')
        throw new CrateRunError('DOC_REFERENCE', `${keyword} needs the name of a document`, { span });
      const { document: uri, fragment } = resolveReference(target, span?.document ?? document);
      if (keyword === '$include') put(await imports.text(uri, span), uri, undefined);
      else if (uri === document && fragment !== undefined) inside.push(() => put(holder['root'] ?? null, uri, fragment));
      else put(await imports.tree(uri, span, document), uri, fragment);
    }),
  );
  // Packed documents import parts of themselves, which are complete only now.
  await allOrEveryFault(inside.map(async (put) => Promise.resolve(put())));
  for (const [list, indices] of lists) splice(list, indices);
  return holder['root'] ?? null;
}

function contains(tree: object, part: object): boolean {
  return tree === part || Object.values(tree).some((member) => isObject(member) && contains(member, part));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A list that is imported as an item of a list takes the place of that item. */
function splice(list: Raw[], imported: ReadonlySet<number>): void {
  const self = spanOf(list)!;
  const entries = list.flatMap((item, index) =>
    imported.has(index)
      ? (item as Raw[]).map((member, at) => ({ value: member, span: spanOf(item, at) }))
      : [{ value: item, span: spanOf(list, index) }],
  );
  list.splice(0, list.length, ...entries.map(({ value }) => value));
  place(list, self, Object.fromEntries(entries.map(({ span }, index) => [index, span ?? self])));
}

function directiveOf(map: RawMap): readonly [string, Raw] | undefined {
  for (const keyword of ['$import', '$include', '$mixin'])
    if (Object.hasOwn(map, keyword)) return [keyword, map[keyword] ?? null];
  return undefined;
}

function* sitesIn(parent: Raw[] | RawMap): Generator<Site> {
  for (const [key, value] of Object.entries(parent)) {
    if (typeof value !== 'object' || value === null) continue;
    if (isRawMap(value) && directiveOf(value)) yield { directive: value, parent, key };
    else yield* sitesIn(value);
  }
}

/** The map with this `id` or `name`, wherever it is. */
function partNamed(tree: Raw, name: string): Raw | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  if (isRawMap(tree) && [tree['id'], tree['name']].some((id) => id === name || id === `#${name}`)) return tree;
  for (const member of Object.values(tree)) {
    const found = partNamed(member, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Fields beside `$mixin` win over those of the document. */
function mixed(base: RawMap, { $mixin: _, ...own }: RawMap): RawMap {
  return samePlace({ ...base, ...own }, base);
}

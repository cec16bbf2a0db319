import { readAll, type Readable } from '../content.ts';
import type { Item } from '../item.ts';

/** What is used of jsfive, which has no types of its own. */
interface Node {
  readonly attrs: Readonly<Record<string, unknown>>;
  /** The names of the members of a group. */
  readonly keys?: unknown;
  readonly shape?: readonly number[];
  readonly dtype?: unknown;
  readonly value?: unknown;
  get(name: string): Node;
}

/** Attributes that say when and by what command a file was made. */
const howMade = ['history', 'date_created', 'date_modified', 'creation_date', '_NCProperties'];
const deepest = 100;

/** HDF5 and NetCDF 4: groups, attributes and the values of every data set. Chunks, compression and order of creation are layout. */
export async function* readHdf5(content: Readable): AsyncGenerator<Item> {
  const { File } = (await import('jsfive')) as { readonly File: new (bytes: ArrayBuffer, name: string) => Node };
  const bytes = Uint8Array.from(await readAll(content)).buffer;
  yield* nodeItems(new File(bytes, content.name), '', 0);
}

function* nodeItems(node: Node, path: string, depth: number): Generator<Item> {
  if (depth > deepest) throw new Error('groups lie too deep in each other');
  for (const [name, value] of Object.entries(node.attrs).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (howMade.includes(name)) yield { aside: 'history of the file', value: textOf(value) };
    else yield* valueItems(value, `${path || '/'} attribute ${name}`, name);
  }
  if (Array.isArray(node.keys)) {
    for (const name of (node.keys as string[]).toSorted()) {
      yield { place: () => `${path}/${name}`, value: `member ${name}` };
      yield* nodeItems(node.get(name), `${path}/${name}`, depth + 1);
    }
    yield { place: () => path, value: 'end of group' };
  } else {
    yield { place: () => path, name: path, value: `${textOf(node.dtype)} of ${(node.shape ?? []).join(' × ')}` };
    yield* valueItems(node.value, path, path);
  }
}

function* valueItems(value: unknown, where: string, name: string): Generator<Item> {
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : ArrayBuffer.isView(value)
      ? Array.from(value as unknown as ArrayLike<unknown>)
      : [value];
  for (const [index, element] of list.entries()) {
    const place = () => (list.length > 1 ? `${where}, element ${index}` : where);
    if (Array.isArray(element)) yield* valueItems(element, place(), name);
    else yield { place, name, value: typeof element === 'number' || typeof element === 'bigint' ? element : textOf(element) };
  }
  yield { place: () => where, name, value: `${list.length} elements` };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

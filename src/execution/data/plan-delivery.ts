import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileUri, pathOfUri } from '../../base/uri.ts';
import { isItem, type Item } from './item.ts';
import { listFolder, realPathOf } from './listing.ts';
import { createNames, type Names } from './names.ts';

/** One thing to do, in order. A `file` goes from path to path. */
export type Delivery =
  | { readonly kind: 'folder'; readonly to: string }
  | { readonly kind: 'write'; readonly to: string; readonly contents: string }
  | { readonly kind: 'file'; readonly to: string; readonly from: string };

/** What to do, and the value with the locations that things will have. */
export interface DeliveryPlan {
  readonly deliveries: readonly Delivery[];
  readonly value: unknown;
}

/**
 * Plans where the files of a value go in `outdir`. What stands in several places of the value is delivered once;
 * things that want the same name get numbers. Files that are there from earlier runs will be replaced, folders filled.
 */
export function planDelivery(value: unknown, outdir: string): DeliveryPlan {
  const deliveries: Delivery[] = [];
  const delivered = new Map<string, Item>();
  const names = createNames((name) => !isFolder(`${outdir}/${name}`));
  const folderNames = createNames((name) => kindOf(`${outdir}/${name}`) !== 'file');

  function visit(part: unknown): unknown {
    if (Array.isArray(part)) return part.map(visit);
    if (isItem(part)) return deliverOnce(part);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, visit(member)]));
  }

  function deliverOnce(item: Item): Item {
    const key = identityOf(item);
    const before = key === undefined ? undefined : delivered.get(key);
    if (before) return before;
    const after = deliver(item, outdir, item.class === 'File' ? names : folderNames);
    if (key !== undefined) delivered.set(key, after);
    return after;
  }

  /** Secondary files go next to their primary. */
  function deliver(item: Item, folder: string, inFolder: Names): Item {
    const source = item.location === undefined ? undefined : pathOfUri(item.location);
    if (item.location !== undefined && source === undefined) return item;
    const others = item.secondaryFiles ?? [];
    const [name = '', ...otherNames] = inFolder.claim([item, ...others].map(nameOf));
    const placed = put(item, source, `${folder}/${name}`);
    if (others.length === 0) return placed;
    const secondaryFiles = others.map((one, index) =>
      put(one, one.location && pathOfUri(one.location), `${folder}/${otherNames[index]}`),
    );
    return { ...placed, secondaryFiles };
  }

  function put(item: Item, source: string | undefined, to: string): Item {
    const placed: Item = { ...item, location: fileUri(to), path: to, basename: to.slice(to.lastIndexOf('/') + 1) };
    if (item.class === 'File') {
      deliveries.push(
        source === undefined ? { kind: 'write', to, contents: item.contents ?? '' } : { kind: 'file', from: source, to },
      );
      const { contents: _, ...bare } = placed;
      return bare;
    }
    deliveries.push({ kind: 'folder', to });
    if (source !== undefined) return { ...placed, listing: putFolder(source, to) };
    const inside = createNames(() => true);
    return { ...placed, listing: (item.listing ?? []).map((one) => deliver(one, to, inside)) };
  }

  /** Everything below a folder that exists, as a listing. */
  function putFolder(source: string, to: string): Item[] {
    const listings = new Map<string, Item[]>([['.', []]]);
    for (const entry of listFolder(source)) {
      const target = `${to}/${entry.path}`;
      const basename = entry.path.slice(entry.path.lastIndexOf('/') + 1);
      const common = { location: fileUri(target), path: target, basename };
      const siblings = listings.get(dirname(entry.path))!;
      if (entry.kind === 'file') {
        deliveries.push({ kind: 'file', from: `${source}/${entry.path}`, to: target });
        siblings.push({ class: 'File', ...common, size: entry.size });
      } else {
        const listing: Item[] = [];
        listings.set(entry.path, listing);
        deliveries.push({ kind: 'folder', to: target });
        siblings.push({ class: 'Directory', ...common, listing });
      }
    }
    return listings.get('.')!;
  }

  return { value: visit(value), deliveries };
}

/** The same for items that are the same bytes under the same names, whatever links lead to them; undefined for literals. */
function identityOf(item: Item): string | undefined {
  if (item.location === undefined) return undefined;
  const parts = [item, ...(item.secondaryFiles ?? [])].map((one) => {
    const path = one.location === undefined ? undefined : pathOfUri(one.location);
    return [path === undefined ? one.location : realPathOf(path), nameOf(one)];
  });
  return JSON.stringify(parts);
}

function nameOf(item: Item): string {
  const path = item.location === undefined ? undefined : pathOfUri(item.location)?.replace(/\/+$/, '');
  return item.basename ?? path?.slice(path.lastIndexOf('/') + 1) ?? 'output';
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found && (found.isDirectory() ? 'folder' : 'file');
}

function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}

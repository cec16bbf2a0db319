import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { timestamp } from '../base/clock.ts';
import { decoded } from '../base/uri.ts';
import type { DocumentLoaded, TransferEnded } from '../event/event.ts';

type Source = DocumentLoaded['sources'][number];

/** A text that was read to load the process. */
interface Read {
  readonly location: string;
  readonly text: string;
}

/** How the copies of the documents lie below `workflow/`: as they lay beside each other, those from elsewhere by host and path. */
export function describeSources(read: readonly Read[]): readonly Source[] {
  const root = commonFolder(read.filter(isLocal).map(({ location }) => location));
  return read.map(({ location, text }) => {
    const bytes = Buffer.from(text);
    const place = location.startsWith(root) ? location.slice(root.length) : location.replace(/^\w+:\/\//, '');
    // Normalised below a root: what a URL says must not lead out of the folder.
    const path = posix.normalize(`/${decoded(place.replace(/[?#].*$/, ''))}`).slice(1);
    return {
      location,
      path,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
}

/** Keeps documents that came from the web in the folder of the run, so that the crate has what was run. */
export function keepRemoteSources(folder: string, read: readonly Read[], sources: readonly Source[]): readonly TransferEnded[] {
  return read.flatMap((document, index) => {
    const path = sources[index]?.path;
    if (isLocal(document) || path === undefined) return [];
    const copy = join(folder, 'workflow', path);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, document.text);
    const now = timestamp();
    const bytes = Buffer.byteLength(document.text);
    return [
      {
        type: 'transfer.ended',
        from: document.location,
        to: pathToFileURL(copy).href,
        route: 'download',
        bytes,
        start: now,
        end: now,
      },
    ];
  });
}

function isLocal({ location }: Read): boolean {
  return location.startsWith('file:');
}

/** The longest folder that all locations lie in, with its final slash. */
function commonFolder(locations: readonly string[]): string {
  const [first = '', ...others] = locations.map((location) => location.slice(0, location.lastIndexOf('/') + 1));
  let common = first;
  while (!others.every((folder) => folder.startsWith(common)))
    common = common.slice(0, common.lastIndexOf('/', common.length - 2) + 1);
  return common === '' ? 'file:///' : common;
}

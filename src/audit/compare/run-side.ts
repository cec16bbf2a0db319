import type { OpenCrate } from '../open/open.ts';
import type { RecordedFile, RecordedRun } from '../read/run.ts';
import type { Side } from './comparison.ts';
import { bytesContent, type Content } from './content.ts';
import type { Member } from './pair.ts';

/** The outputs of a recorded run: what is compared of a crate whose metadata is no graph of RO-Crate. */
export function sideOfRun(run: RecordedRun, crate: OpenCrate): Side {
  const members = run.outputs.flatMap(({ name, items }) =>
    items.map((item): Member => {
      if (item.kind !== 'value') return { path: item.name, parameter: name, content: contentOf(item, crate) };
      return { path: name, parameter: name, content: bytesContent('value.json', Buffer.from(JSON.stringify([item.text]))) };
    }),
  );
  return { name: crate.source, members };
}

function contentOf({ name, path, size, digests }: RecordedFile, crate: OpenCrate): Content {
  const known = { name, digests: Object.fromEntries(digests.map(({ algorithm, value }) => [algorithm, value])) };
  const entry = path === undefined ? undefined : crate.entries.get(path);
  if (!entry) return { ...known, ...(size === undefined ? {} : { size }) };
  return { ...known, size: entry.size, open: () => bytesOf(crate, entry.path) };
}

async function* bytesOf(crate: OpenCrate, path: string): AsyncGenerator<Uint8Array> {
  yield* (await crate.stream(path)) as AsyncIterable<Buffer>;
}

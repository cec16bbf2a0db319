import { isUtf8 } from 'node:buffer';
import { on, once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Entry, Options, ZipFile } from 'yauzl';
import { createTally, type Content, type CrateEntry } from './content.ts';
import { measured } from './measured.ts';
import { damage, refusal } from './fault.ts';
import { createNames } from './names.ts';

/** A ZIP file as a crate; nothing is unpacked. The door to yauzl. Throws CRATE_*. */
export async function openZip(source: string): Promise<Content> {
  const { open } = await import('yauzl');
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false };
  const opened = promisify<string, Options, ZipFile>(open)(source, options);
  const zip = await opened.catch((thrown: unknown) => {
    throw damage(source, thrown);
  });
  const read = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  const close = async () => {
    const closed = once(zip, 'close');
    zip.close();
    await closed;
  };
  try {
    const { entries, folders, found } = await list(zip, source);
    return {
      entries,
      folders,
      async stream(path) {
        const entry = found.get(path)!;
        try {
          return measured(await read(entry), path, { size: entry.uncompressedSize, crc32: entry.crc32 });
        } catch (thrown) {
          throw damage(path, thrown);
        }
      },
      close,
    };
  } catch (thrown) {
    await close();
    throw damage(source, thrown);
  }
}

async function list(zip: ZipFile, source: string) {
  const entries = new Map<string, CrateEntry>();
  const folders = new Set<string>();
  const found = new Map<string, Entry>();
  const names = createNames();
  const tally = createTally(source, zip.fileSize);
  let packed = 0;
  zip.readEntry();
  for await (const [entry] of on(zip, 'entry', { close: ['end'] }) as AsyncIterable<[Entry]>) {
    const { uncompressedSize: size, compressedSize } = entry;
    const fileName = nameOf(entry);
    demandPlain(entry, fileName);
    const kind = fileName.endsWith('/') ? 'folder' : 'file';
    const path = names.add(fileName, kind);
    tally.count(size);
    packed += compressedSize;
    // Entries that share bytes are how a small archive becomes a large one.
    if (packed > zip.fileSize) throw refusal('CRATE_TOO_LARGE', fileName, 'shares its bytes with another entry');
    if (kind === 'folder') folders.add(path);
    else {
      entries.set(path, { path, size });
      found.set(path, entry);
    }
    zip.readEntry();
  }
  return { entries, folders, found };
}

/** Kinds of entries as Unix writes them into the upper half of the attributes; 0 where nothing is said. */
const plainKinds = [0, 0o100000, 0o040000];

function demandPlain(entry: Entry, fileName: string): void {
  const { externalFileAttributes, compressionMethod } = entry;
  const unsafe = (why: string) => refusal('CRATE_UNSAFE_ENTRY', fileName, why);
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  if (kind === 0o120000) throw unsafe('is a link');
  if (!plainKinds.includes(kind)) throw unsafe('is neither a file nor a folder');
  if (entry.isEncrypted()) throw unsafe('is encrypted');
  if (compressionMethod !== 0 && compressionMethod !== 8) throw unsafe('is compressed in a way that few programs know');
}

/** Extra field in which Info-ZIP gives an entry a second name. */
const secondName = 0x7075;

/** Programs disagree on which of two names counts, and on what bytes mean that are not UTF-8. */
function nameOf({ fileName, extraFields }: Entry): string {
  // Names are left undecoded, whatever the type says.
  const bytes = fileName as unknown as Buffer;
  const isOther = extraFields.some(({ id, data }) => id === secondName && !data.subarray(5).equals(bytes));
  if (isOther || !isUtf8(bytes))
    throw refusal('CRATE_UNSAFE_NAME', bytes.toString('latin1'), isOther ? 'has two names' : 'has a name that is not UTF-8');
  return bytes.toString('utf8');
}

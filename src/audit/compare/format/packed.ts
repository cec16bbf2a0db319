import { Readable as Stream } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Undecided, type Readable } from '../content.ts';
import type { Comparer } from './format.ts';

/** How much more than its packed bytes a file may unpack to, once it is larger than `alwaysEnough`. */
const mostTimes = 200;
const alwaysEnough = 1 << 28;

/** Unpacks bytes as they come. */
type Unpack = (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Compares what two packed files hold, as the format that it has itself. */
function byUnpacking(unpack: Unpack): Comparer {
  const inside = (content: Readable): Readable => {
    const name = content.name.replace(/\.(gz|bgz|bgzf|zst|zstd)$/i, '').replace(/\.tgz$/i, '.tar');
    const { formats = [] } = content;
    return { name, formats, open: () => guarded(content, unpack) };
  };
  return (a, b, _asked, inner) => inner(inside(a), inside(b));
}

async function* guarded(content: Readable, unpack: Unpack): AsyncGenerator<Uint8Array> {
  let [packed, unpacked] = [0, 0];
  const counted = async function* () {
    for await (const chunk of content.open()) {
      packed += chunk.length;
      yield chunk;
    }
  };
  for await (const chunk of unpack(counted())) {
    unpacked += chunk.length;
    if (unpacked > alwaysEnough && unpacked > packed * mostTimes)
      throw new Undecided(`unpacks to more than ${mostTimes} times its size`);
    yield chunk;
  }
}

/** Compares what gzip files hold. */
export const gzip = byUnpacking(gunzip);

/** Compares what Zstandard files hold. */
export const zstd = byUnpacking(unzstd);

/** gzip and BGZF: every member, one after the other. */
export function gunzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return Stream.from(packed).compose(createGunzip()) as AsyncIterable<Uint8Array>;
}

/** Zstandard. */
async function* unzstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const ready: Uint8Array[] = [];
  const decoder = new Decompress((chunk) => void ready.push(chunk));
  for await (const chunk of packed) {
    decoder.push(chunk);
    yield* ready.splice(0);
  }
  decoder.push(new Uint8Array(), true);
  yield* ready.splice(0);
}

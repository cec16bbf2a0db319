/** Takes bytes off a stream in the portions that a format has. */
export interface ByteReader {
  /** The next `count` bytes; undefined at the end. Throws when it ends within them. */
  take(count: number): Promise<Buffer | undefined>;
  /** The next `count` bytes. Throws when there are fewer. */
  need(count: number): Promise<Buffer>;
  /** All that is left, as it comes. */
  rest(): AsyncGenerator<Buffer>;
}

/** No format has a portion larger than this. */
const most = 1 << 28;

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const take = async (count: number) => {
    if (count < 0 || count > most) throw new Error('a length is not sane');
    const parts: Uint8Array[] = [held];
    let size = held.length;
    while (size < count) {
      const next = await chunks.next();
      if (next.done) break;
      parts.push(next.value);
      size += next.value.length;
    }
    held = parts.length > 1 ? Buffer.concat(parts) : held;
    if (size < count) {
      if (size === 0) return undefined;
      throw new Error('the file ends within a part');
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
  return {
    take,
    rest: async function* () {
      if (held.length > 0) yield held;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield Buffer.from(next.value);
    },
    need: async (count) => {
      const bytes = await take(count);
      if (!bytes) throw new Error('the file ends too early');
      return bytes;
    },
  };
}

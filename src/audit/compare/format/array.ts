import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { byteReader } from './byte-reader.ts';

/** How a NumPy type is read: its size in bytes and one value of it. */
interface Kind {
  readonly size: number;
  readonly read: (bytes: Buffer, at: number, little: boolean) => number | bigint | string;
}

const both = (
  size: number,
  little: (bytes: Buffer, at: number) => number | bigint,
  big: (bytes: Buffer, at: number) => number | bigint,
): Kind => ({
  size,
  read: (bytes, at, isLittle) => (isLittle ? little(bytes, at) : big(bytes, at)),
});

const kinds: Readonly<Record<string, Kind>> = {
  f4: both(
    4,
    (bytes, at) => bytes.readFloatLE(at),
    (bytes, at) => bytes.readFloatBE(at),
  ),
  f8: both(
    8,
    (bytes, at) => bytes.readDoubleLE(at),
    (bytes, at) => bytes.readDoubleBE(at),
  ),
  i1: both(
    1,
    (bytes, at) => bytes.readInt8(at),
    (bytes, at) => bytes.readInt8(at),
  ),
  i2: both(
    2,
    (bytes, at) => bytes.readInt16LE(at),
    (bytes, at) => bytes.readInt16BE(at),
  ),
  i4: both(
    4,
    (bytes, at) => bytes.readInt32LE(at),
    (bytes, at) => bytes.readInt32BE(at),
  ),
  i8: both(
    8,
    (bytes, at) => bytes.readBigInt64LE(at),
    (bytes, at) => bytes.readBigInt64BE(at),
  ),
  u1: both(
    1,
    (bytes, at) => bytes.readUInt8(at),
    (bytes, at) => bytes.readUInt8(at),
  ),
  u2: both(
    2,
    (bytes, at) => bytes.readUInt16LE(at),
    (bytes, at) => bytes.readUInt16BE(at),
  ),
  u4: both(
    4,
    (bytes, at) => bytes.readUInt32LE(at),
    (bytes, at) => bytes.readUInt32BE(at),
  ),
  u8: both(
    8,
    (bytes, at) => bytes.readBigUInt64LE(at),
    (bytes, at) => bytes.readBigUInt64BE(at),
  ),
  b1: both(
    1,
    (bytes, at) => bytes.readUInt8(at),
    (bytes, at) => bytes.readUInt8(at),
  ),
};

/** NPY (NEP 1): type, shape and order, then every element. Other types are compared as bytes; pickles are never opened. */
export async function* readNpy(content: Readable): AsyncGenerator<Item> {
  const bytes = byteReader(content.open());
  const major = (await bytes.need(8))[6] ?? 1;
  const length = major === 1 ? (await bytes.need(2)).readUInt16LE() : (await bytes.need(4)).readUInt32LE();
  const header = (await bytes.need(length)).toString('latin1');
  const [, descr = ''] = /'descr':\s*'([^']*)'/.exec(header) ?? [];
  const [, shapeText = ''] = /'shape':\s*\(([^)]*)\)/.exec(header) ?? [];
  const fortran = header.includes("'fortran_order': True");
  const shape = shapeText
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number);
  // Width and byte order of numbers are layout only if the values are the same, but a program may tell them apart.
  yield { place: () => 'type', value: descr === '' ? header : descr };
  yield { place: () => 'shape', value: shape.join(' × ') };
  yield { place: () => 'order', value: fortran ? 'Fortran' : 'C' };
  const kind = kinds[descr.slice(1)];
  const count = shape.reduce((product, side) => product * side, 1);
  for (let done = 0; kind && done < count;) {
    const many = Math.min(4096, count - done);
    const piece = await bytes.need(many * kind.size);
    for (let index = 0; index < many; index++) {
      const at = done + index;
      yield {
        place: () => `element [${indexOf(at, shape, fortran).join(', ')}]`,
        value: kind.read(piece, index * kind.size, !descr.startsWith('>')),
      };
    }
    done += many;
  }
  yield* restItems(bytes.rest());
}

/** Bytes in pieces of one size, however they come. */
async function* restItems(rest: AsyncIterable<Buffer>): AsyncGenerator<Item> {
  const piece = 1 << 16;
  let [held, at] = [Buffer.alloc(0), 0];
  const part = (value: Buffer, from: number): Item => ({ place: (offset = 0) => `byte ${from + offset + 1} of the data`, value });
  for await (const chunk of rest) {
    for (held = Buffer.concat([held, chunk]); held.length >= piece; held = held.subarray(piece), at += piece)
      yield part(held.subarray(0, piece), at);
  }
  if (held.length > 0) yield part(held, at);
}

/** The position of the element `at` in an array of a shape. */
function indexOf(at: number, shape: readonly number[], fortran: boolean): readonly number[] {
  const index: number[] = [];
  for (const side of fortran ? shape : shape.toReversed()) {
    index.push(at % side);
    at = Math.floor(at / side);
  }
  return fortran ? index : index.reverse();
}

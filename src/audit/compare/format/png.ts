import type { Item } from '../item.ts';
import { byPixels, demandSane, pixelItems, type Pixels } from './picture.ts';

/** Chunks that say when, by what and for which paper a picture was made; all others change how it looks. */
const beside = ['tIME', 'tEXt', 'zTXt', 'iTXt', 'pHYs', 'eXIf'];
/** Chunks that are looked through when the pixels are compared. */
const pixels = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'sBIT', 'bKGD', 'hIST'];

/** PNG: its pixels and what changes how they look. */
export async function* readPng(bytes: Buffer): AsyncGenerator<Item> {
  for (const { type, data } of chunksOf(bytes)) {
    if (beside.includes(type)) yield { aside: `${type} of the picture`, value: data.toString('latin1') };
    else if (!pixels.includes(type)) yield { place: () => `chunk ${type}`, value: data };
  }
  yield* pixelItems(await decode(bytes, true));
}

async function decode(bytes: Buffer, allBits: boolean): Promise<Pixels> {
  demandSane(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  const { PNG } = await import('pngjs');
  return PNG.sync.read(bytes, { skipRescale: allBits });
}

/** PNG specification §5.3: length, type, data, checksum. */
function* chunksOf(bytes: Buffer): Generator<{ readonly type: string; readonly data: Buffer }> {
  for (let at = 8; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    yield { type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

export const png = byPixels(readPng, (bytes) => decode(bytes, false));

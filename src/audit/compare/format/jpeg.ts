import type { Item } from '../item.ts';
import { byPixels, pixelItems, type Pixels } from './picture.ts';

/** JPEG: its pixels and its colour profile. */
async function* readJpeg(bytes: Buffer): AsyncGenerator<Item> {
  for (const { marker, data } of segmentsOf(bytes)) {
    const isProfile = marker === 0xe2 && data.toString('latin1', 0, 11) === 'ICC_PROFILE';
    if (isProfile) yield { place: () => 'colour profile', value: data };
    else if (marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && marker !== 0xee))
      yield { aside: 'metadata of the picture', value: data.toString('latin1') };
  }
  yield* pixelItems(await decode(bytes));
}

async function decode(bytes: Buffer): Promise<Pixels> {
  const { default: jpeg } = await import('jpeg-js');
  return jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, maxResolutionInMP: 100, maxMemoryUsageInMB: 1024 });
}

/** ITU T.81 B.1.1.4: marker segments up to the first scan. */
function* segmentsOf(bytes: Buffer): Generator<{ readonly marker: number; readonly data: Buffer }> {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xda) return;
    yield { marker, data: bytes.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
}

export const jpeg = byPixels(readJpeg, decode);

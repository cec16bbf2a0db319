import { Undecided, readAll } from '../content.ts';
import type { Finding } from '../finding.ts';
import type { Item } from '../item.ts';
import { walk } from '../walk.ts';
import type { Comparer } from './format.ts';

/** A picture in memory: four samples for each pixel, of 8 or 16 bits. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint16Array;
}

/** How many pixels are decoded at most. */
const mostPixels = 1e8;

/** Throws Undecided when a picture has more pixels than fit into memory. */
export function demandSane(width: number, height: number): void {
  if (width * height > mostPixels) throw new Undecided(`has more than ${mostPixels} pixels`);
}

/** The size of a picture and its rows. */
export function* pixelItems({ width, height, data }: Pixels): Generator<Item> {
  yield { place: () => 'size', value: `${width} × ${height}` };
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const row = bytes.length / Math.max(1, height);
  for (let y = 0; y < height; y++) {
    const column = (offset: number) => Math.floor((offset * width) / row);
    yield { place: (offset = 0) => `pixel (${column(offset)}, ${y})`, value: bytes.subarray(y * row, (y + 1) * row) };
  }
}

/** Compares pictures pixel by pixel; where that was asked for, by the share of pixels that look different. */
export function byPixels(read: (bytes: Buffer) => AsyncIterable<Item>, decode: (bytes: Buffer) => Promise<Pixels>): Comparer {
  return async (a, b, asked) => {
    const [left, right] = [await readAll(a), await readAll(b)];
    const found = await walk(read(left), read(right), asked);
    if (found.level !== 'DIFFERENT' || asked.pixels === undefined) return found;
    return alike(found, await decode(left), await decode(right), asked.pixels);
  };
}

async function alike(found: Finding, a: Pixels, b: Pixels, bound: number): Promise<Finding> {
  if (a.width !== b.width || a.height !== b.height || !(a.data instanceof Uint8Array) || !(b.data instanceof Uint8Array))
    return found;
  const { default: pixelmatch } = await import('pixelmatch');
  const value = pixelmatch(a.data, b.data, undefined, a.width, a.height) / (a.width * a.height);
  return {
    ...found,
    ...(value <= bound && { level: 'SIMILAR' }),
    statistic: { name: 'share of pixels that look different', value, bound },
  };
}

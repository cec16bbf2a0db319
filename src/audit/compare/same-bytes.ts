import type { Readable } from './content.ts';

/** Where the bytes of two files first differ, counted from 0; undefined when they do not. Both are read once, side by side. */
export async function firstDifference(a: Readable, b: Readable): Promise<number | undefined> {
  const [left, right] = [a.open()[Symbol.asyncIterator](), b.open()[Symbol.asyncIterator]()];
  const next = async (from: AsyncIterator<Uint8Array>) => {
    const step = await from.next();
    return step.done ? undefined : Buffer.from(step.value.buffer, step.value.byteOffset, step.value.byteLength);
  };
  try {
    let [x, y]: (Buffer | undefined)[] = [Buffer.alloc(0), Buffer.alloc(0)];
    for (let offset = 0; ;) {
      while (x?.length === 0) x = await next(left);
      while (y?.length === 0) y = await next(right);
      if (x === undefined || y === undefined) return x === y ? undefined : offset;
      const length = Math.min(x.length, y.length);
      const [p, q]: [Buffer, Buffer] = [x.subarray(0, length), y.subarray(0, length)];
      if (!p.equals(q)) return offset + p.findIndex((byte, index) => byte !== q[index]);
      offset += length;
      [x, y] = [x.subarray(length), y.subarray(length)];
    }
  } finally {
    await left.return?.();
    await right.return?.();
  }
}

import type { Content } from './content.ts';
import { damage, refusal } from './fault.ts';

/** The bytes of a file that has not more than `limit` of them. Throws CRATE_TOO_LARGE and CRATE_DAMAGED. */
export async function readWhole(content: Content, path: string, limit: number): Promise<Buffer> {
  const tooLarge = () => refusal('CRATE_TOO_LARGE', path, `is larger than ${limit} bytes`);
  if ((content.entries.get(path)?.size ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of (await content.stream(path)) as AsyncIterable<Buffer>) {
      size += chunk.length;
      // A file may grow while it is read.
      if (size > limit) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (thrown) {
    throw damage(path, thrown);
  }
  return Buffer.concat(chunks);
}

import { pipeline, Transform, type Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { refusal } from './fault.ts';

/** The same bytes, as a stream that fails when they are not what the archive says of them. */
export function measured(bytes: Readable, path: string, said: { readonly size: number; readonly crc32: number }): Readable {
  let [size, sum] = [0, 0];
  const lie = () => refusal('CRATE_UNSAFE_ENTRY', path, `has not the ${said.size} bytes that the archive says`);
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      sum = crc32(chunk, sum);
      if (size > said.size) done(lie());
      else done(null, chunk);
    },
    flush(done) {
      if (size !== said.size) done(lie());
      else if (sum !== said.crc32) done(refusal('CRATE_DAMAGED', path, 'is damaged: its checksum (CRC-32) is another one'));
      else done();
    },
  });
  // Whoever reads sees the error, as this stream is destroyed with it.
  return pipeline(bytes, measure, () => undefined);
}

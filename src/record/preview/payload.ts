import { sampledFiles, sampledLogs, type Book } from './book.ts';
import { sampleBytes, type Sample } from './sample.ts';

/** Reads at most `limit` bytes at the beginning or the end of a file of the crate; undefined when it cannot be read. */
export type ReadPart = (path: string, limit: number, part: 'head' | 'tail') => Promise<Sample | undefined>;

const mostImages = 8;
const tailBytes = 4096;
const tailLines = 20;

/** Reads what a page shows of the files of its run. */
export async function readPayload(
  book: Pick<Book, 'report' | 'files' | 'paths'>,
  read: ReadPart,
): Promise<Pick<Book, 'samples' | 'tails'>> {
  const pathOf = (key: string) => decodeURIComponent(book.paths.get(key)!);
  const samples = new Map<string, Sample>();
  let images = 0;
  for (const key of sampledFiles(book)) {
    const mayBeImage = /\.(png|jpe?g|gif|webp|svg)$/i.test(pathOf(key)) && images < mostImages;
    const sample = await read(pathOf(key), mayBeImage ? sampleBytes.image : sampleBytes.text, 'head');
    if (sample) samples.set(key, sample);
    if (mayBeImage) images += 1;
  }
  const tails = new Map<string, string>();
  for (const log of sampledLogs(book)) {
    const sample = await read(pathOf(log), tailBytes, 'tail');
    if (sample) tails.set(log, Buffer.from(sample.head).toString().trimEnd().split('\n').slice(-tailLines).join('\n'));
  }
  return { samples, tails };
}

import type { Asked } from '../asked.ts';
import type { Readable } from '../content.ts';
import type { Finding } from '../finding.ts';
import type { Reader } from '../item.ts';
import { walk } from '../walk.ts';

/** Compares two files of one format whose bytes differ; `inner` compares what is packed within them. */
export type Comparer = (a: Readable, b: Readable, asked: Asked, inner: Inner) => Promise<Finding>;

/** Compares two files that a format holds, whatever they are. */
export type Inner = (a: Readable, b: Readable) => Promise<Finding>;

/** A format: how it is recognised, and what compares two files of it. */
export interface Format {
  readonly name: string;
  /** Ends of file names, after the dot. */
  readonly ends: readonly string[];
  /** Media types, and EDAM formats as `format_1929`. */
  readonly types?: readonly string[];
  /** Whether a file begins as this format does. */
  readonly begins?: (head: Buffer) => boolean;
  /** What differs in the bytes of equal files, besides what is listed: the normaliser that reading is. */
  readonly layout?: string;
  /** Loads what compares it; absent when nothing can look into the format. */
  readonly load?: () => Promise<Comparer>;
}

/** The comparer of a format that is read part by part. */
export function byParts(read: Reader): Comparer {
  return (a, b, asked) => walk(read(a), read(b), asked);
}

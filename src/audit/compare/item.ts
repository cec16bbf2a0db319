import type { Readable } from './content.ts';

/** A part of a file as its reader gives it, in an order that does not depend on layout. */
export type Item = Part | Aside;

/** What has to be the same. */
export interface Part {
  /** Where it is, for a person; `offset` is a position within its value. */
  readonly place: (offset?: number) => string;
  readonly value: string | number | bigint | Uint8Array;
  /** How a number was written. */
  readonly spelled?: string;
  /** A name by which it can be left out: a column, a JSON pointer, an attribute. */
  readonly name?: string;
  /** It is free text, in which dates and staged paths do not matter. */
  readonly free?: true;
}

/** What does not matter, and why: the name of the normaliser that takes it away. */
export interface Aside {
  readonly aside: string;
  readonly value: string;
}

/** Gives the parts of a file. */
export type Reader = (content: Readable) => AsyncIterable<Item>;

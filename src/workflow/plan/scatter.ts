import type { ScatterMethod } from '../../language/model/process.ts';

/** One job of a scatter: which element each scattered input takes, and its position. */
export interface Point {
  /** Index into each scattered input, in the order of `scatter`. */
  readonly elements: readonly number[];
  /** Position among the jobs, outermost first: what the tag of the job adds to that of its step. */
  readonly position: readonly number[];
}

/** The form of a scatter: lengths of the (nested) arrays that its outputs are gathered into. */
export interface Shape {
  readonly points: readonly Point[];
  readonly dimensions: readonly number[];
}

/** No machine can keep account of more jobs of one step. */
const mostJobs = 1_000_000;

/** Spreads inputs of the given lengths by a scatter method; a string says why that cannot be done. */
export function spread(lengths: readonly number[], method: ScatterMethod): Shape | string {
  if (method === 'dotproduct') {
    const [length = 0] = lengths;
    if (lengths.some((other) => other !== length)) {
      return `dotproduct needs inputs of the same length, but they have ${lengths.join(', ')} items`;
    }
    const points = Array.from({ length }, (_, index) => ({ elements: lengths.map(() => index), position: [index] }));
    return { points, dimensions: [length] };
  }
  const count = lengths.reduce((all, length) => all * length, 1);
  if (count > mostJobs) return `the scatter would make ${count} jobs; ${mostJobs} are the most`;
  const combinations = product(lengths);
  if (method === 'nested_crossproduct') {
    return { points: combinations.map((elements) => ({ elements, position: elements })), dimensions: lengths };
  }
  return { points: combinations.map((elements, index) => ({ elements, position: [index] })), dimensions: [combinations.length] };
}

function product(lengths: readonly number[]): readonly (readonly number[])[] {
  return lengths.reduce<readonly (readonly number[])[]>(
    (rows, length) => rows.flatMap((row) => Array.from({ length }, (_, index) => [...row, index])),
    [[]],
  );
}

/** Arranges one item for each job, in the order of `points`, in arrays of the given dimensions. */
export function gather(items: readonly unknown[], dimensions: readonly number[]): readonly unknown[] {
  const [length = 0, ...inner] = dimensions;
  if (inner.length === 0) return items;
  const size = inner.reduce((product, dimension) => product * dimension, 1);
  return Array.from({ length }, (_, index) => gather(items.slice(index * size, (index + 1) * size), inner));
}

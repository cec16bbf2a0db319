import type { OpenCrate } from '../open/open.ts';
import { readGraph, type Entity } from '../read/graph.ts';
import { digestsOf } from '../read/payload.ts';

/** Levels of Tonkaz: 3 the same checksum, 2 features alike, 1 features apart, 0 in the first crate only. */
export type Stars = 3 | 2 | 1 | 0;

export interface TonkazFile {
  readonly id: string;
  readonly stars: Stars;
  /** What is further apart than the threshold, as `lineCount 10 -> 20`. */
  readonly apart: readonly string[];
}

/** What the scale of Tonkaz says of two crates. */
export interface TonkazResult {
  readonly files: readonly TonkazFile[];
  /** Files that only the second crate has; the scale does not count them. */
  readonly onlyInSecond: readonly string[];
}

/** What Tonkaz looks at, by the EDAM format of a file. */
const features: Readonly<Record<string, readonly string[]>> = {
  format_2572: ['totalReads', 'mappedReads', 'duplicateReads'],
  format_2573: ['totalReads', 'mappedReads', 'duplicateReads'],
  format_3016: ['variantCount', 'snpsCount', 'indelsCount'],
};
const edam = 'http://edamontology.org/';

/**
 * Compares two crates on the scale of Tonkaz (Suetake et al. 2023, GigaScience, giad031): by what their metadata says of the
 * outputs, those of an EDAM format unless `all`. Its scale is not symmetric: `threshold` is a share of the first value.
 */
export function tonkazScale(first: OpenCrate, second: OpenCrate, { all = false, threshold = 0.05 } = {}): TonkazResult {
  const [a, b] = [outputsOf(first, all), outputsOf(second, all)];
  const files = [...a].map(([id, entity]): TonkazFile => {
    const other = b.get(id);
    return other ? { id, ...starsOf(entity, other, threshold) } : { id, stars: 0, apart: [] };
  });
  return { files, onlyInSecond: [...b.keys()].filter((id) => !a.has(id)) };
}

function outputsOf(crate: OpenCrate, all: boolean): ReadonlyMap<string, Entity> {
  const { root, entities } = readGraph(crate.metadata);
  const isAction = ({ types }: Entity) => types.includes('CreateAction');
  const [action] = root?.all('mentions').filter(isAction) ?? entities.filter(isAction);
  const outputs = action?.all('result') ?? [];
  return new Map(outputs.filter((entity) => all || formatOf(entity) !== undefined).map((entity) => [entity.id, entity]));
}

function formatOf(entity: Entity): string | undefined {
  const format = entity.text('encodingFormat');
  return format?.startsWith(edam) ? format.slice(edam.length) : undefined;
}

function starsOf(a: Entity, b: Entity, threshold: number): Pick<TonkazFile, 'stars' | 'apart'> {
  const digests = (entity: Entity) => digestsOf(entity, '');
  const sameDigest = digests(a).some(({ algorithm, value }) =>
    digests(b).some((other) => other.algorithm === algorithm && other.value === value),
  );
  if (sameDigest) return { stars: 3, apart: [] };
  const apart = [...featuresOf(a, b)]
    .filter(([, x, y]) => !alike(x, y, threshold))
    .map(([name, x, y]) => `${name} ${x ?? 'none'} -> ${y ?? 'none'}`);
  return { stars: apart.length > 0 ? 1 : 2, apart };
}

/** The pairs of numbers that are looked at: what samtools or vcftools counted only if both crates have it. */
function* featuresOf(a: Entity, b: Entity): Generator<readonly [name: string, a: number | undefined, b: number | undefined]> {
  for (const name of ['contentSize', 'lineCount']) yield [name, numberOf(a, name), numberOf(b, name)];
  const [x] = a.all('stats');
  const [y] = b.all('stats');
  if (x && y) for (const name of features[formatOf(a) ?? ''] ?? []) yield [name, numberOf(x, name), numberOf(y, name)];
}

function numberOf(entity: Entity, name: string): number | undefined {
  const text = entity.text(name);
  return text === undefined ? undefined : Number(text);
}

function alike(a: number | undefined, b: number | undefined, threshold: number): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === 0 ? b === 0 : Math.abs(a - b) / a <= threshold;
}

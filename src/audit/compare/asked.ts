/** How far two numbers may be apart: `|a - b| <= absolute + relative * max(|a|, |b|)`. The same whichever comes first. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

const exact: Tolerance = { absolute: 0, relative: 0 };

/** What a comparison was asked to overlook, all of it declared before. */
export interface Asked {
  readonly tolerance: Tolerance;
  /** Names of parts that are left out: columns, JSON pointers, attributes. */
  readonly leaveOut: readonly string[];
  /** The share of the pixels of a picture that may look different. */
  readonly pixels?: number | undefined;
}

export const asUsual: Asked = { tolerance: exact, leaveOut: [] };

/** How much of the tolerance two numbers use up: 0 when equal, at most 1 when within it. */
export function share(a: number, b: number, { absolute, relative }: Tolerance): number {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return 0;
  const allowed = absolute + relative * Math.max(Math.abs(a), Math.abs(b));
  const apart = Math.abs(a - b);
  return Number.isFinite(apart) && Number.isFinite(allowed) && allowed > 0 ? apart / allowed : Infinity;
}

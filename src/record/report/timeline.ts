import type { JobRow, State } from './job-row.ts';
import type { Report } from './report.ts';
import { groupBy } from './step-row.ts';
import { bytes } from './words.ts';

/** Something that took time, in milliseconds since the run began. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly state: State;
  readonly title: string;
}

/** What went on at one location for one step, or data that arrived there. */
export interface Lane {
  readonly location: string;
  /** Path of the step; absent for data. */
  readonly step?: string;
  /** How much data arrived. */
  readonly bytes?: number;
  readonly spans: readonly Span[];
}

/** The time of a run by location and step; within a location in the order in which things began there, data first. */
export function timelineOf(report: Report): readonly Lane[] {
  const began = Date.parse(report.start);
  const since = (at: string) => Math.max(0, Date.parse(at) - began);
  const jobs = groupBy(report.jobs.filter(isPlaced), ({ location, step }) => JSON.stringify([location, step]));
  const data = groupBy(report.transfers, ({ toLocation = 'local' }) => toLocation);
  const lanes: Lane[] = [
    ...Array.from(data, ([location, moved]): Lane => ({
      location,
      bytes: moved.reduce((sum, { bytes: size = 0 }) => sum + size, 0),
      spans: moved.map(({ start, end, route, bytes: size, fromLocation, error }) => ({
        start: since(start),
        end: since(end),
        state: error ? 'permanentFail' : 'success',
        title: `${route}${size === undefined ? '' : ` of ${bytes(size)}`}${fromLocation === undefined ? '' : ` from ${fromLocation}`}`,
      })),
    })),
    ...Array.from(jobs.values(), (rows): Lane => {
      const [{ location, step }] = rows as [Placed];
      const spans = rows.map(({ label, state, start, end }) => ({ start: since(start), end: since(end), state, title: label }));
      return { location, step, spans };
    }),
  ];
  return [...groupBy(lanes, ({ location }) => location).values()].flat();
}

type Placed = JobRow & { readonly location: string };

function isPlaced(row: JobRow): row is Placed {
  return row.location !== undefined;
}

/** The spans in as few rows as they need not to overlap; undefined when they need more than `most`. */
export function packed<One extends Span>(spans: readonly One[], most: number): readonly (readonly One[])[] | undefined {
  const rows: One[][] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const row = rows.find((taken) => taken.at(-1)!.end <= span.start);
    if (row) row.push(span);
    else if (rows.push([span]) > most) return undefined;
  }
  return rows;
}

/** How many spans were under way on average in each of `bins` equal parts of the time from 0 to `whole`. */
export function profile(spans: readonly Pick<Span, 'start' | 'end'>[], whole: number, bins: number): readonly number[] {
  const sums = new Array<number>(bins).fill(0);
  const scale = bins / Math.max(whole, 1);
  for (const { start, end } of spans) {
    const [from, to] = [start * scale, Math.max(end * scale, start * scale + 0.02)];
    for (let bin = Math.floor(from); bin < Math.min(to, bins); bin++) {
      sums[bin]! += Math.min(to, bin + 1) - Math.max(from, bin);
    }
  }
  return sums;
}

import { writeJson } from '../../base/json.ts';
import { filesIn, mapFiles, type CwlFile, type CwlValue } from '../../language/model/value.ts';
import { basenameOf } from '../crate/data.ts';
import type { State } from './job-row.ts';
import type { PortRow, Report } from './report.ts';
import { countsInWords, jobsInWords } from './sums.ts';
import { profile, timelineOf, type Span } from './timeline.ts';
import { bytes, count, duration, moment, plain, short } from './words.ts';

/** How a report is wanted on a terminal. */
export interface TextOptions {
  /** Columns that a line may take. */
  readonly width: number;
  /** Gives a text the colour of a state, or leaves it as it is. */
  readonly paint: (state: State | undefined, text: string) => string;
  /** The end of what the job that failed first wrote to stderr. */
  readonly tail?: string | undefined;
}

/** No more rows of a table than these, so that a report fits on a screen. */
const mostRows = 16;
const mostPorts = 8;
const mostTail = 6;

/** The story of a run for a terminal: how it went, why it failed, its steps with when each was busy, what went in and came out. */
export function writeText(report: Report, options: TextOptions): string {
  return [
    ...head(report, options),
    ...failure(report, options),
    '',
    ...steps(report, options),
    ...ports('OUTPUTS', report.outputs, options),
    ...ports('INPUTS', report.inputs, options),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function head(report: Report, { paint, width }: TextOptions): readonly string[] {
  const { title, state, seconds, start, end, agent, locations, engine, run } = report;
  const places = locations.map(({ location, hostname, cores, memoryMiB }) =>
    plain(`${location === 'local' ? hostname : location} (${count(cores, 'core')}, ${bytes(memoryMiB * 2 ** 20)})`),
  );
  const moved = report.transfers.reduce((sum, { bytes: size = 0 }) => sum + size, 0);
  const who = [agent?.name ?? agent?.email, agent?.affiliation, agent?.orcid].filter((fact) => fact !== undefined).join(', ');
  const facts = [
    ['who', who],
    ['when', `${moment(start)} to ${moment(end)}, ${duration(seconds)}`],
    ['where', places.join(', ')],
    ['jobs', jobsInWords(report)],
    ['data', moved > 0 ? `${bytes(moved)} in ${count(report.transfers.length, 'transfer')}` : ''],
    ['engine', `${engine.name} ${engine.version}, run ${run}`],
  ] as const;
  return [
    `Run of ${short(plain(title), width - 20)}: ${paint(state, state)}`,
    ...facts.filter(([, value]) => value !== '').map(([name, value]) => `  ${name.padEnd(8)}${short(plain(value), width - 10)}`),
  ];
}

function failure({ failure, errors }: Report, { paint, width, tail }: TextOptions): readonly string[] {
  if (!failure && errors.length === 0) return [];
  const why = errors.find(({ job }) => job === failure?.job)?.message ?? failure?.why ?? errors[0]?.message ?? '';
  const lines = (tail ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-mostTail);
  return [
    '',
    paint('permanentFail', short(plain(`First failure: ${failure?.job ?? ''} ${why}`), width)),
    ...lines.map((line) => short(`  | ${plain(line)}`, width)),
  ];
}

function steps(report: Report, { paint, width }: TextOptions): readonly string[] {
  const shown = report.steps.slice(0, mostRows);
  const busy = busyTimes(report);
  const rows = shown.map((step) => [
    short(plain(step.path), 40),
    countsInWords(step),
    step.seconds > 0 ? duration(step.seconds) : '',
    step.peakMemoryKiB > 0 ? bytes(step.peakMemoryKiB * 1024) : '',
  ]);
  const heads = ['STEP', 'JOBS', 'TIME', 'MEMORY'];
  const widths = heads.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  const room = Math.min(40, width - widths.reduce((sum, one) => sum + one + 2, 0));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ');
  const bars = shown.map(({ path }) => (room >= 10 ? `  ${hill(busy.get(path) ?? [], report.seconds * 1000, room)}` : ''));
  const rest = report.steps.length - shown.length;
  return [
    `${line(heads)}${room >= 10 ? '  WHEN' : ''}`,
    ...rows.map((row, at) => `${paint(shown[at]!.state, line(row))}${bars[at]!}`.trimEnd()),
    ...(rest > 0 ? [`… and ${count(rest, 'more step')}`] : []),
  ];
}

function busyTimes(report: Report): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const { step, spans: own } of timelineOf(report)) {
    if (step !== undefined) spans.set(step, [...(spans.get(step) ?? []), ...own]);
  }
  return spans;
}

const heights = ' ▁▂▃▄▅▆▇█';

/** How many jobs were under way over the time of the run, in characters of different heights. */
function hill(spans: readonly Span[], whole: number, room: number): string {
  const levels = profile(spans, whole, room);
  const top = Math.max(...levels);
  return levels.map((level) => (level === 0 ? '·' : heights[Math.max(1, Math.round((level / top) * 8))]!)).join('');
}

function ports(title: string, rows: readonly PortRow[], { width }: TextOptions): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, mostPorts);
  const room = Math.min(24, Math.max(...shown.map(({ name }) => name.length)));
  const lines = shown.map(({ name, value }) => short(`  ${short(plain(name), room).padEnd(room)}  ${valueText(value)}`, width));
  return ['', title, ...lines, ...(rows.length > mostPorts ? [`  … and ${rows.length - mostPorts} more`] : [])];
}

/** A value on one line: files by name and size. */
function valueText(value: CwlValue): string {
  const files = [...filesIn(value)];
  if (files.length === 1 && files[0] === value) return plain(fileText(value as CwlFile));
  if (Array.isArray(value) && value.length > 0 && value.length === files.length) {
    const size = files.reduce((sum, file) => sum + ((file as CwlFile).size ?? 0), 0);
    return plain(`${count(files.length, 'file')}${size > 0 ? `, ${bytes(size)}` : ''}: ${files.map(basenameOf).join(', ')}`);
  }
  return plain(writeJson(mapFiles(value, (item) => basenameOf(item))));
}

function fileText(file: CwlFile): string {
  return `${basenameOf(file)}${file.size === undefined ? '' : `, ${bytes(file.size)}`}`;
}

import type { JobRow } from './job-row.ts';

const columns = [
  'job',
  'step',
  'attempt',
  'state',
  'location',
  'start',
  'end',
  'seconds',
  'cpuSeconds',
  'peakMemoryKiB',
  'exitCode',
  'signal',
  'scheduler',
  'image',
  'command',
  'why',
] as const satisfies readonly (keyof JobRow)[];

/** The attempts of a run as comma-separated values with a head (RFC 4180). */
export function writeCsv(jobs: readonly JobRow[]): string {
  const lines = [columns.join(','), ...jobs.map((job) => columns.map((column) => cell(job[column])).join(','))];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

import { filesIn } from '../../language/model/value.ts';
import { keyOf } from '../crate/data.ts';
import type { FileRow } from '../report/file-row.ts';
import type { JobRow } from '../report/job-row.ts';
import { attemptOf, type Report } from '../report/report.ts';
import { groupBy } from '../report/step-row.ts';
import type { Sample } from './sample.ts';

/** All that a page is written from, and the names of the places in it. */
export interface Book {
  readonly report: Report;
  readonly files: readonly FileRow[];
  /** Path in the crate of each file that it holds, as a relative URI. */
  readonly paths: ReadonlyMap<string, string>;
  /** Whether the page lies in the crate, so that links to its files lead somewhere. */
  readonly isInCrate: boolean;
  /** First bytes of files, by key. */
  readonly samples: ReadonlyMap<string, Sample>;
  /** Ends of logs, by URI. */
  readonly tails: ReadonlyMap<string, string>;
  /** Jobs that the page lists, by step. */
  readonly jobs: ReadonlyMap<string, readonly JobRow[]>;
  /** Where on the page a step, an attempt of a job or a file stands. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** How much one page holds: enough for most runs, and little enough that any browser shows it at once. */
const most = { jobsOfStep: 40, jobs: 600, files: 400, samples: 24, tails: 8 } as const;

type Bare = Pick<Book, 'report' | 'files' | 'paths'>;

/** Chooses what of a run stands on its page: all that failed first. */
export function chooseContents({ report, files }: Bare): Pick<Book, 'files' | 'jobs' | 'anchors'> {
  const jobs = new Map<string, readonly JobRow[]>();
  let room: number = most.jobs;
  for (const [step, rows] of groupBy(report.jobs, ({ step }) => step)) {
    const shown = [...rows.filter(isBad), ...rows.filter((row) => !isBad(row))].slice(0, Math.min(most.jobsOfStep, room));
    jobs.set(step, shown);
    room -= shown.length;
  }
  const anchors = new Map<string, string>();
  report.steps.forEach(({ path }, at) => anchors.set(path, `step-${at + 1}`));
  [...jobs.values()].flat().forEach((row, at) => anchors.set(attemptOf(row), `job-${at + 1}`));
  const shown = files.slice(0, most.files);
  shown.forEach(({ key }, at) => anchors.set(`file ${key}`, `file-${at + 1}`));
  return { files: shown, jobs, anchors };
}

/** The files that are shown with what is in them: keys, outputs first. */
export function sampledFiles({ report, paths }: Bare): readonly string[] {
  const values = [...report.outputs, ...report.inputs].flatMap(({ value }) => [...filesIn(value)]);
  return [...new Set(values.map(keyOf))].filter((key) => isHeld(paths.get(key))).slice(0, most.samples);
}

/** The logs whose end is shown: those of jobs that did not go well. */
export function sampledLogs({ report, paths }: Bare): readonly string[] {
  const failed = report.jobs.filter(isBad).toSorted((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  return failed
    .flatMap(({ stderrLog }) => (stderrLog !== undefined && paths.has(stderrLog) ? [stderrLog] : []))
    .slice(0, most.tails);
}

/** Entities that only stand for data have an id that begins with `#`; folders end in `/`. */
function isHeld(path: string | undefined): boolean {
  return path !== undefined && !path.startsWith('#') && !path.endsWith('/');
}

function isBad({ state }: JobRow): boolean {
  return state !== 'success' && state !== 'skipped';
}

import type { LocationDescribed, RunStarted, TransferEnded } from '../../event/event.ts';
import type { Parameter } from '../../language/model/parameter.ts';
import type { Workflow } from '../../language/model/process.ts';
import { typeText } from '../../language/model/type.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { titleOf } from '../crate/run.ts';
import { usedImages } from '../image.ts';
import { runJob, type Ledger } from '../ledger.ts';
import { outlineOf } from '../outline.ts';
import { jobRows, type JobRow, type State } from './job-row.ts';
import { stepRows, type StepRow } from './step-row.ts';

/** A value that went into a run or came out of it. */
export interface PortRow {
  readonly name: string;
  readonly label?: string | undefined;
  /** As CWL's shorthand writes it: `File[]`. */
  readonly type: string;
  /** Null when there is none. */
  readonly value: CwlValue;
}

/** The story of a run as data: what people ask of it, whether it went well, failed, was cut short or still goes on. */
export interface Report {
  /** What it is a run of. */
  readonly title: string;
  readonly doc?: string | undefined;
  /** UUID of the run. */
  readonly run: string;
  readonly state: State;
  /** ISO 8601; `end` is the last thing that the log knows. */
  readonly start: string;
  readonly end: string;
  readonly seconds: number;
  readonly agent?: RunStarted['agent'];
  readonly engine: RunStarted['engine'];
  readonly command: readonly string[];
  readonly license?: string | undefined;
  /** What the run itself says went wrong, the first first. */
  readonly errors: readonly { readonly message: string; readonly job?: string }[];
  /** The job that failed first. */
  readonly failure?: JobRow;
  readonly locations: readonly LocationDescribed[];
  readonly images: readonly { readonly requested: string; readonly id: string; readonly architecture: string }[];
  readonly steps: readonly StepRow[];
  readonly jobs: readonly JobRow[];
  readonly transfers: readonly TransferEnded[];
  readonly inputs: readonly PortRow[];
  readonly outputs: readonly PortRow[];
}

/** The report of a run from nothing but the workflow and the log. */
export function reportOf(workflow: Workflow, ledger: Ledger): Report {
  const outline = outlineOf(workflow);
  const { run, ended, endTime } = ledger;
  const jobs = jobRows(ledger, outline);
  const results = new Map((ledger.results.get(runJob) ?? []).map(({ port, value }) => [port.slice(1), value as CwlValue]));
  const failure = firstFailure(jobs);
  return {
    title: titleOf({ workflow, ledger }),
    doc: workflow.doc,
    run: run.run,
    state: ended?.status ?? 'unfinished',
    start: run.at,
    end: endTime,
    seconds: Math.max(0, (Date.parse(endTime) - Date.parse(run.at)) / 1000),
    ...(run.agent && { agent: run.agent }),
    engine: run.engine,
    command: run.command,
    license: run.license,
    errors: ended?.errors ?? [],
    ...(failure && { failure }),
    locations: [...ledger.locations.values()],
    images: usedImages(ledger).map(({ answers: [{ requested, id, architecture }] }) => ({ requested, id, architecture })),
    steps: stepRows(ledger, outline, jobs),
    jobs,
    transfers: ledger.transfers.flatMap(({ ended: one }) => one ?? []),
    inputs: workflow.inputs.map((port) => portRow(port, ledger.tokens.get(`#${port.name}@0`)?.value as CwlValue)),
    outputs: workflow.outputs.map((port) => portRow(port, results.get(port.name))),
  };
}

/** Names an attempt of a job. */
export function attemptOf({ job, attempt = 0 }: JobRow): string {
  return `${job} ${attempt}`;
}

function portRow({ name, label, type }: Parameter, value: CwlValue | undefined): PortRow {
  return { name, label, type: typeText(type), value: value ?? null };
}

function firstFailure(jobs: readonly JobRow[]): JobRow | undefined {
  const failed = jobs.filter(({ state }) => state === 'permanentFail' || state === 'temporaryFail');
  return failed.reduce<JobRow | undefined>((first, job) => (first && first.end <= job.end ? first : job), undefined);
}

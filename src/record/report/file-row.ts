import type { JobName } from '../../event/event.ts';
import { filesIn, isFile, type CwlDirectory, type CwlFile, type CwlValue } from '../../language/model/value.ts';
import { basenameOf, keyOf } from '../crate/data.ts';
import { runJob, type Ledger } from '../ledger.ts';
import type { Outline } from '../outline.ts';

/** A file or folder with where it came from and where it went. */
export interface FileRow {
  /** URI, or the digest of a literal. */
  readonly key: string;
  readonly name: string;
  readonly isFolder: boolean;
  readonly role: 'output' | 'input' | 'intermediate';
  readonly size?: number | undefined;
  readonly sha256?: string | undefined;
  readonly sha1?: string | undefined;
  /** The job that made it; absent for what was given to the run. */
  readonly maker?: JobName;
  /** Jobs that got it, in the order of the log. */
  readonly users: readonly JobName[];
}

/** Every file that some port held: outputs of the run, then inputs, then what only passed between jobs. */
export function fileRows(ledger: Ledger, outline: Outline): readonly FileRow[] {
  const items = new Map<string, CwlFile | CwlDirectory>();
  const makers = new Map<string, JobName>();
  const users = new Map<string, Set<JobName>>();
  const outputs = new Set<string>();
  const see = (value: unknown, use: (key: string) => void) => {
    for (const item of filesIn(value as CwlValue)) {
      const key = keyOf(item);
      if (!items.has(key)) items.set(key, item);
      use(key);
    }
  };
  const isOfTool = (name: JobName) => {
    const job = ledger.jobs.get(name);
    return job !== undefined && outline.processes.get(job.created.process)?.class !== 'Workflow';
  };
  for (const { value, job } of ledger.tokens.values()) {
    const maker = job !== undefined && isOfTool(job) ? job : undefined;
    see(value, (key) => {
      if (job === runJob) outputs.add(key);
      if (maker !== undefined && !makers.has(key)) makers.set(key, maker);
    });
  }
  for (const [job, { created }] of ledger.jobs) {
    if (!isOfTool(job)) continue;
    for (const token of Object.values(created.inputs)) {
      see(ledger.tokens.get(token)?.value, (key) => users.set(key, (users.get(key) ?? new Set()).add(job)));
    }
  }
  const rows = Array.from(items, ([key, item]): FileRow => {
    const maker = makers.get(key);
    const known = ledger.files.get(key);
    return {
      key,
      name: basenameOf(item),
      isFolder: !isFile(item),
      role: outputs.has(key) ? 'output' : maker === undefined ? 'input' : 'intermediate',
      size: known?.size ?? (isFile(item) ? item.size : undefined),
      sha256: known?.sha256,
      sha1: known?.sha1,
      ...(maker !== undefined && { maker }),
      users: [...(users.get(key) ?? [])],
    };
  });
  const of = (role: FileRow['role']) => rows.filter((row) => row.role === role);
  return [...of('output'), ...of('input'), ...of('intermediate')];
}

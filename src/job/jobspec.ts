import type { ContainerSpec } from './container.ts';

/** One job as data: all that a location needs to carry it out, and nothing of CWL. Paths are absolute, as the job sees them. */
export interface JobSpec {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The folders of the job as it sees them. */
  readonly layout: Layout;
  /** Where those folders really are; the same as `layout` for a job without a container. */
  readonly folders: Layout;
  /** Absent for a job that runs directly on the machine. */
  readonly container?: ContainerSpec;
  /** File to read; without one the job reads nothing. */
  readonly stdin?: string;
  /** Files to write, relative to `layout.outdir`; without one the stream goes to the log of the job. */
  readonly stdout?: string;
  readonly stderr?: string;
  readonly staging: readonly StagingEntry[];
  /** Seconds of the command only; absent means no limit. */
  readonly timeLimit?: number;
  readonly resources: Resources;
  /** Whether the document itself asks for memory; else `resources.ram` is what CWL takes for granted. */
  readonly asksForMemory?: true;
}

/** The folders of a job: results and working folder, scratch space, staged inputs. */
export interface Layout {
  readonly outdir: string;
  readonly tmpdir: string;
  readonly stagedir: string;
}

/**
 * What must be in place before the command starts, in order. `source` is a path on this machine, `target` one that the job
 * sees: below the layout, or anywhere in a container. The job reads what a `link` leads to and, only if `writable`, may change it.
 */
export type StagingEntry =
  | { readonly kind: 'link'; readonly source: string; readonly target: string; readonly writable?: true }
  | { readonly kind: 'copy'; readonly source: string; readonly target: string }
  | { readonly kind: 'write'; readonly contents: string; readonly target: string }
  | { readonly kind: 'folder'; readonly target: string };

/** What is reserved for a job, and shown to it as `runtime`: whole cores; the rest in mebibytes. */
export interface Resources {
  readonly cores: number;
  readonly ram: number;
  readonly tmpdirSize: number;
  readonly outdirSize: number;
}

/** Paths on this machine of all that is staged from somewhere. */
export function sourcesOf({ staging }: JobSpec): readonly string[] {
  return staging.flatMap((entry) => ('source' in entry ? [entry.source] : []));
}

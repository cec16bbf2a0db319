import type { Workflow } from '../../language/model/process.ts';
import type { CrateDescription } from '../crate/crate.ts';
import type { Ledger } from '../ledger.ts';
import { outlineOf } from '../outline.ts';
import { fileRows } from '../report/file-row.ts';
import { reportOf } from '../report/report.ts';
import { chooseContents } from './book.ts';
import { writePage } from './page.ts';
import { readPayload, type ReadPart } from './payload.ts';
import { drawRun } from './picture.ts';

/** Where a page will lie and what it can read. */
export interface PreviewOptions {
  /** Whether it lies in the crate, beside the files that it links. */
  readonly isInCrate: boolean;
  /** Reads parts of the files of the crate. */
  readonly read: ReadPart;
}

/**
 * The story of a run as one page of HTML without scripts, which asks nothing of the network: what ran, who ran it, when
 * and where, how it went, what went in and came out. A run of any size gives a page of a few megabytes at most. What
 * comes from the run is escaped.
 */
export async function makePreview(
  workflow: Workflow,
  ledger: Ledger,
  crate: CrateDescription,
  { isInCrate, read }: PreviewOptions,
): Promise<string> {
  const report = reportOf(workflow, ledger);
  const all = fileRows(ledger, outlineOf(workflow));
  const whole = { report, files: all, paths: crate.data };
  const book = { ...whole, ...chooseContents(whole), ...(await readPayload(whole, read)), isInCrate };
  return writePage(book, ledger, drawRun(workflow, book), all.length, crate.metadata['@graph']);
}

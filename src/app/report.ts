import { writeJson, type Json } from '../base/json.ts';
import type { OpenCrate } from '../audit/open/open.ts';
import { describeRun } from '../record/crate/crate.ts';
import { partReader } from '../record/package/part.ts';
import type { ReadPart } from '../record/preview/payload.ts';
import { writeChromeTrace } from '../record/report/chrome-trace.ts';
import { writeCsv } from '../record/report/csv.ts';
import { reportOf } from '../record/report/report.ts';
import { writeText, type TextOptions } from '../record/report/text.ts';
import { absentFiles } from './absent.ts';
import { withRecord, type RecordedRun } from './open-record.ts';

export const reportFormats = ['text', 'html', 'csv', 'chrome-trace', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** How much of the end of a log is read. */
const tailBytes = 4096;

/**
 * The story of a run as text of some format. `source` is a crate, the log of a run that may still go on, or the folder of
 * such a run. Throws LOG_READ and CRATE_*.
 */
export async function writeReport(source: string, format: ReportFormat, options: TextOptions): Promise<string> {
  return withRecord(source, async (run, crate) => {
    if (format === 'html') return page(run, crate);
    const report = reportOf(run.workflow, run.ledger);
    switch (format) {
      case 'text':
        return writeText(report, { ...options, tail: await endOfStderr(run, report.failure?.stderrLog, crate) });
      case 'csv':
        return writeCsv(report.jobs);
      case 'chrome-trace':
        return writeChromeTrace(report);
      case 'json':
        return `${writeJson(report as unknown as Json)}\n`;
    }
  });
}

async function page(run: RecordedRun, crate: OpenCrate | undefined): Promise<string> {
  const { workflow, ledger, text } = run;
  const { makePreview } = await import('../record/preview/preview.ts');
  const whole = describeRun(workflow, ledger, { text });
  // Of files that lie about, only those are shown that are what the log says: a log may come from anyone.
  const absent = crate ? undefined : await absentFiles(ledger, whole);
  const description = absent ? describeRun(workflow, ledger, { text }, absent) : whole;
  const read = crate ? crateReader(crate) : partReader(description.files);
  return makePreview(workflow, ledger, description, { isInCrate: false, read });
}

async function endOfStderr({ workflow, ledger, text }: RecordedRun, log: string | undefined, crate: OpenCrate | undefined) {
  if (log === undefined) return undefined;
  const { data, files } = describeRun(workflow, ledger, { text });
  const path = data.get(log);
  const read = crate ? crateReader(crate) : partReader(files);
  const part = path === undefined ? undefined : await read(decodeURIComponent(path), tailBytes, 'tail');
  return part && Buffer.from(part.head).toString();
}

/** Reads parts of the files of a crate, which has only streams of them. */
function crateReader(crate: OpenCrate): ReadPart {
  return async (path, limit, part) => {
    const size = crate.entries.get(path)?.size;
    if (size === undefined) return undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of await crate.stream(path)) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (part === 'head' && length >= limit) break;
      while (part === 'tail' && length - chunks[0]!.length >= limit) length -= chunks.shift()!.length;
    }
    const bytes = Buffer.concat(chunks);
    return { head: part === 'head' ? bytes.subarray(0, limit) : bytes.subarray(-limit), size };
  };
}

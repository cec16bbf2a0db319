import { writeOutput } from '../app/pack.ts';
import { reportFormats, writeReport, type ReportFormat } from '../app/report.ts';
import type { Arguments } from './arguments.ts';

/** `crate-run report CRATE|LOG`: prints or writes the story of a run; gives the exit code. */
export async function reportCommand(source: string, options: Arguments): Promise<number> {
  const { output, json, color } = options;
  const format = json ? 'json' : (reportFormats.find((name) => name === options.format) ?? formatOf(output));
  const isTerminal = output === undefined && process.stdout.isTTY;
  const width = Math.max(60, isTerminal ? process.stdout.columns : 120);
  const text = await writeReport(source, format, { width, paint: isTerminal && color ? paint : (_, plain) => plain });
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text);
  return 0;
}

/** What the end of the name of a file says. */
function formatOf(output = ''): ReportFormat {
  const [, end = ''] = /\.(html|csv|json)$/i.exec(output) ?? [];
  return reportFormats.find((name) => name === end.toLowerCase()) ?? 'text';
}

const colours: Readonly<Record<string, number>> = { success: 32, unfinished: 33, cancelled: 35, skipped: 90 };

function paint(state: string | undefined, text: string): string {
  return `\u001b[${state === undefined ? 90 : (colours[state] ?? 31)}m${text}\u001b[0m`;
}

import { drawProcess, graphFormats, type GraphFormat } from '../app/graph.ts';
import { writeOutput } from '../app/pack.ts';
import { openDocument } from '../app/prepare.ts';
import type { Arguments } from './arguments.ts';
import { warningLine } from './message.ts';

/** `crate-run graph WORKFLOW`: prints or writes the picture of a workflow; gives the exit code. */
export async function graphCommand(document: string, options: Arguments): Promise<number> {
  const { output, depth, direction, json, strict } = options;
  const format = json ? 'json' : (graphFormats.find((name) => name === options.format) ?? formatOf(output));
  const { process: drawn, warnings } = await openDocument(document, { strict });
  if (options.warnings) for (const warning of warnings) process.stderr.write(`${warningLine(warning)}\n`);
  const text = drawProcess(drawn, { format, ...(depth !== undefined && { depth }), ...(direction && { direction }) });
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text);
  return 0;
}

/** What the end of the name of a file says. */
function formatOf(output = ''): GraphFormat {
  if (/\.(mmd|mermaid)$/i.test(output)) return 'mermaid';
  if (/\.(dot|gv)$/i.test(output)) return 'dot';
  return /\.json$/i.test(output) ? 'json' : 'svg';
}

import { parseArgs } from 'node:util';
import { CrateRunError, messageOf } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import { drawProcess, graphDirections, graphFormats, type GraphFormat } from '../app/graph.ts';
import { writeOutput } from '../app/pack.ts';
import { openDocument } from '../app/prepare.ts';
import { warningLine } from './message.ts';

/** `crate-run graph WORKFLOW`: prints or writes the picture of a workflow; gives the exit code. `words` are those after `graph`. */
export async function graphCommand(words: readonly string[]): Promise<number> {
  const { values: given, positionals } = readWords(words);
  if (given.help) {
    process.stdout.write(help);
    return 0;
  }
  const [document, ...more] = positionals;
  if (document === undefined) throw usage('no workflow is named');
  if (more.length > 0) throw usage(`graph takes one workflow, found also ${more.join(' ')}`);
  const direction = given.direction === undefined ? undefined : oneOf('--direction', given.direction, graphDirections);
  const depth = given.depth === undefined ? undefined : wholeNumber('--depth', given.depth);
  const format = given.json ? 'json' : formatOf(given.format, given.output);
  const { process: drawn, warnings } = await openDocument(document, { strict: !given['non-strict'] });
  if (!given.quiet && !given['no-warnings']) for (const warning of warnings) process.stderr.write(`${warningLine(warning)}\n`);
  const text = drawProcess(drawn, { format, ...(depth !== undefined && { depth }), ...(direction && { direction }) });
  if (given.output === undefined) process.stdout.write(text);
  else writeOutput(given.output, text);
  return 0;
}

const help = `Usage: crate-run graph [options] WORKFLOW

Draws a CWL workflow: inputs, steps with their tools and containers, nested workflows as frames, outputs, and what links them.

  -o, --output FILE        write the picture here; without --format the name decides: .mmd, .dot and .gv, .json, else SVG
      --format NAME        svg, mermaid (for Markdown), dot (for Graphviz) or json (${graphFormats[0]})
      --direction NAME     where links lead: down or right (as it fills a page best)
      --depth N            open nested workflows only so deep; 0: every one is a single box
      --json               the same as --format json: nodes, edges and groups as data
      --non-strict         only warn of fields that CWL does not know
      --quiet, --no-warnings
  -h, --help               this help

Examples:
  crate-run graph wf.cwl -o wf.svg                 a picture for a paper or a web page, light and dark
  crate-run graph wf.cwl --format mermaid          text for a README

The picture is printed on stdout unless FILE is given. Exit codes: 0 success, 2 wrong usage or document.
`;

const options = {
  output: { type: 'string', short: 'o' },
  format: { type: 'string' },
  direction: { type: 'string' },
  depth: { type: 'string' },
  json: { type: 'boolean' },
  'non-strict': { type: 'boolean' },
  quiet: { type: 'boolean' },
  'no-warnings': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function readWords(words: readonly string[]) {
  const known = Object.keys(options).map((name) => `--${name}`);
  const unknown = words.find((word) => /^--./.test(word) && !known.includes(word.replace(/=.*$/s, '')));
  if (unknown !== undefined) throw usage(`unknown option ${unknown}${didYouMean(unknown, known)}`);
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (thrown) {
    throw usage(messageOf(thrown).replace(/\. .*$/s, ''));
  }
}

/** What `--format` says, or the end of the name of the file. */
function formatOf(named: string | undefined, output = ''): GraphFormat {
  if (named !== undefined) return oneOf('--format', named, graphFormats);
  if (/\.(mmd|mermaid)$/i.test(output)) return 'mermaid';
  if (/\.(dot|gv)$/i.test(output)) return 'dot';
  return /\.json$/i.test(output) ? 'json' : 'svg';
}

function oneOf<Name extends string>(flag: string, word: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === word);
  if (found === undefined) throw usage(`${flag} is one of ${names.join(', ')}, found ${word}${didYouMean(word, names)}`);
  return found;
}

function wholeNumber(flag: string, word: string): number {
  if (!/^\d{1,9}$/.test(word)) throw usage(`${flag} needs a whole number, found ${word}`);
  return Number(word);
}

function usage(message: string): CrateRunError {
  return new CrateRunError('USAGE_ARGUMENT', message);
}

import { Command, CommanderError } from 'commander';
import { CrateRunError } from '../base/error.ts';

/** What the command line says, before the document has been read. */
export interface Arguments {
  readonly workflow?: string;
  /** What is not an option of crate-run: the job file, and flags named after inputs of the document. */
  readonly rest: readonly string[];
  readonly output?: string;
  readonly outdir: string;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly tmpdirPrefix?: string;
  readonly evalTimeout: number;
  readonly fullName?: string;
  readonly email?: string;
  readonly orcid?: string;
  readonly affiliation?: string;
  readonly ror?: string;
  readonly license?: string;
}

/** Reads the command line. Throws USAGE_ARGUMENT. */
export function parseArguments(words: readonly string[]): Arguments {
  const program = newProgram();
  try {
    program.parse(words, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) throw new CrateRunError('USAGE_ARGUMENT', thrown.message.replace(/^error: /, ''));
    throw thrown;
  }
  const [workflow, ...rest] = program.args;
  const options = program.opts<Omit<Arguments, 'workflow' | 'rest'>>();
  if (workflow?.startsWith('-')) throw new CrateRunError('USAGE_ARGUMENT', `unknown option ${workflow} before the workflow`);
  return { ...options, ...(workflow === undefined ? {} : { workflow }), rest };
}

/** The help of crate-run itself. */
export function generalHelp(): string {
  return newProgram().helpInformation() + examples;
}

/** The options alone, for the help of a document. */
export function optionsHelp(): string {
  const [, options = ''] = newProgram().helpInformation().split('Options:\n');
  return options.trimEnd();
}

const examples = `
Examples:
  crate-run wf.cwl job.yml -o run.crate.zip     run a workflow and package the run
  crate-run tool.cwl --message hi               give inputs as flags
  crate-run wf.cwl --help                       show what a document does and which inputs it takes
  crate-run wf.cwl job.yml --outdir results     write outputs to a folder

The output object is printed on stdout as JSON, everything else on stderr.
Exit codes: 0 success, 1 the run failed, 2 wrong usage or document, 33 unsupported feature, 130 cancelled.
`;

function newProgram(): Command {
  return new Command('crate-run')
    .description('Runs a CWL workflow or tool, records what happens, and packages the run as a Workflow Run RO-Crate.')
    .usage('[options] WORKFLOW [JOB] [--INPUT VALUE …]')
    .argument('[workflow]', 'CWL document: path or URL, with #name for one process of several')
    .argument('[rest...]', 'input object: YAML or JSON file; inputs as flags')
    .option('-o, --output <crate>', 'write the crate here: a ZIP file when the name ends in .zip, else a folder')
    .option('--outdir <folder>', 'write output files here', '.')
    .option('--quiet', 'show only what went wrong', false)
    .option('--json', 'print one JSON object with status, outputs, crate and failures', false)
    .option('--tmpdir-prefix <path>', 'where the folder of the run is made')
    .option('--eval-timeout <seconds>', 'time limit of one expression', seconds, 60)
    .option('--full-name <name>', 'who runs this (otherwise as git knows you)')
    .option('--email <address>', 'address of that person')
    .option('--orcid <id>', 'ORCID of that person')
    .option('--affiliation <name>', 'organisation of that person')
    .option('--ror <id>', 'ROR identifier of that organisation')
    .option('--license <id>', 'licence of the crate: SPDX identifier or URL')
    .option('--version', 'print the version', false)
    .option('-h, --help', 'show this help, or with WORKFLOW that of the document', false)
    .helpOption(false)
    .allowUnknownOption()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new CrateRunError('USAGE_ARGUMENT', `--eval-timeout needs a number of seconds above 0, found ${text}`);
}

/** What crate-run can be asked to do. The first word that is no option names it; without one it is to run. */
export const verbNames = ['run', 'validate', 'inputs', 'graph', 'pack'] as const;
export type VerbName = (typeof verbNames)[number];

interface Verb {
  readonly usage: string;
  readonly about: string;
  /** A command and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Options that mean something else than when running: their value and what they do. */
  readonly instead?: Readonly<Record<string, readonly [string, string]>>;
  /** What its stdout holds and its exit codes mean. */
  readonly notes: string;
}

/** The help of each verb; `graph` has its own. */
export const verbs: Readonly<Record<Exclude<VerbName, 'graph'>, Verb>> = {
  run: {
    usage: 'crate-run [run] [options] WORKFLOW [JOB] [--INPUT VALUE …]',
    about: 'Runs a CWL workflow or tool, records what happens, and packages the run as a Workflow Run RO-Crate.',
    examples: [
      ['crate-run wf.cwl job.yml -o run.crate.zip', 'run a workflow and package the run'],
      ['crate-run tool.cwl --message hi', 'give inputs as flags'],
      ['crate-run wf.cwl --help', 'show what a document does and which inputs it takes'],
      ['crate-run wf.cwl job.yml --outdir results', 'put output files into a folder'],
      ['crate-run validate wf.cwl job.yml', 'only check the documents'],
      ['crate-run inputs wf.cwl > job.yml', 'begin a job file'],
    ],
    notes: `WORKFLOW and JOB are paths or URLs, in YAML or JSON; WORKFLOW#name picks one process of several. After WORKFLOW, a flag that
an input of the document has means the input; options before it are always those of crate-run.
The output object is printed on stdout as JSON, everything else on stderr.
Exit codes: 0 success, 1 the run failed, 2 wrong usage or document, 33 unsupported feature, 130 cancelled.`,
  },
  validate: {
    usage: 'crate-run validate [options] DOCUMENT [JOB…]',
    about: 'Checks a CWL document and job files for it: everything that can be known without running. Shows all faults together.',
    examples: [
      ['crate-run validate wf.cwl', 'check a workflow and everything it refers to'],
      ['crate-run validate wf.cwl monday.yml tuesday.yml', 'check job files too'],
      ['crate-run validate wf.cwl --json', 'say it for programs'],
    ],
    notes: `Expressions are checked for syntax, input objects for names, types and files that are not there. The network is asked only for
what the document refers to there. stdout has one line for each file checked, stderr the faults.
Exit codes: 0 valid, 2 not valid, 33 valid but in need of something that crate-run does not support.`,
  },
  inputs: {
    usage: 'crate-run inputs [options] DOCUMENT',
    about: 'Prints a job file for a document, to be filled in: every input with its type and meaning, as YAML.',
    examples: [
      ['crate-run inputs wf.cwl > job.yml', 'begin a job file'],
      ['crate-run inputs wf.cwl --json', 'the same as a JSON object, without comments'],
    ],
    notes: 'Inputs that may be left out stand behind #. Exit codes: 0 success, 2 wrong usage or document.',
  },
  pack: {
    usage: 'crate-run pack [options] DOCUMENT [-o FILE]',
    about: 'Prints a document and everything it refers to as one document, which means the same.',
    examples: [
      ['crate-run pack wf.cwl > packed.cwl', 'one file to send or to publish'],
      ['crate-run pack wf.cwl -o packed.yml', 'as YAML, because of the name'],
    ],
    instead: {
      '--output': ['FILE', 'write the document here: laid out as YAML when the name ends in .yml or .yaml, else as JSON'],
    },
    notes: `stdout has the document as JSON, which is YAML too, unless FILE is given.
Exit codes: 0 success, 2 wrong usage or document.`,
  },
};

/** What crate-run can be asked to do. The first word that is no option names it; without one it is to run. */
export const verbNames = [
  'run',
  'validate',
  'inputs',
  'graph',
  'pack',
  'config',
  'check',
  'compare',
  'report',
  'package',
  'sign',
  'verify',
  'query',
  'rerun',
] as const;
export type VerbName = (typeof verbNames)[number];

export function isVerb(word: string | undefined): word is VerbName {
  return verbNames.some((name) => name === word);
}

interface Verb {
  readonly usage: string;
  /** What it does in a few words, and in a sentence or two. */
  readonly summary: string;
  readonly about: string;
  /** It takes job files after the document. */
  readonly jobs?: true;
  /** A command and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Options that mean something else than when running: what their value is called, and what they do. */
  readonly instead?: Readonly<Record<string, readonly [string | undefined, string]>>;
  /** What its stdout holds and its exit codes mean. */
  readonly notes: readonly string[];
}

/** What help says of each verb. */
export const verbs: Readonly<Record<VerbName, Verb>> = {
  run: {
    usage: 'crate-run [run] [options] WORKFLOW [JOB] [--INPUT VALUE …]',
    summary: 'run a workflow or tool, and package the run (without a verb too)',
    about: 'Runs a CWL workflow or tool, records what happens, and packages the run as a Workflow Run RO-Crate.',
    jobs: true,
    instead: { '--help': [undefined, 'this help, or with WORKFLOW that of the document'] },
    examples: [
      ['crate-run wf.cwl job.yml -o run.crate.zip', 'run a workflow and package the run'],
      ['crate-run tool.cwl --message hi', 'give inputs as flags'],
      ['crate-run wf.cwl --help', 'show what a document does and which inputs it takes'],
      ['crate-run wf.cwl job.yml --outdir results', 'put output files into a folder'],
      ['crate-run validate wf.cwl job.yml', 'only check the documents'],
      ['crate-run inputs wf.cwl > job.yml', 'begin a job file'],
    ],
    notes: [
      'WORKFLOW and JOB are paths or URLs, in YAML or JSON; WORKFLOW#name picks one process of several.',
      'After WORKFLOW, a flag that an input of the document has means the input; options before it are always those of crate-run.',
      'The output object is printed on stdout as JSON, everything else on stderr.',
      'Exit codes: 0 success, 1 the run failed, 2 wrong usage or document, 33 unsupported feature, 130 cancelled.',
    ],
  },
  validate: {
    usage: 'crate-run validate [options] DOCUMENT [JOB…] | CRATE',
    summary: 'check documents and job files, or a crate',
    about:
      'Checks a CWL document and job files for it: everything that can be known without running. Shows all faults together. Checks a crate against the profiles that it claims.',
    jobs: true,
    examples: [
      ['crate-run validate wf.cwl', 'check a workflow and everything it refers to'],
      ['crate-run validate wf.cwl monday.yml tuesday.yml', 'check job files too'],
      ['crate-run validate wf.cwl --json', 'say it for programs'],
      ['crate-run validate run.crate.zip', 'check a crate: folder, ZIP or tar file, or its metadata file'],
      ['crate-run validate run.crate.zip --level required --junit report.xml', 'only what is required, for a build server too'],
    ],
    notes: [
      'Expressions are checked for syntax, input objects for names, types and files that are not there.',
      'The network is asked only for what the document refers to there.',
      'stdout has one line for each file checked, stderr the faults.',
      'Of a crate stdout has every finding: what is wrong with which entity, how to mend it, and the clause that asks for it.',
      'A crate is checked offline: contexts that crate-run does not carry are a finding.',
      'Exit codes: 0 valid, 2 not valid, 33 valid but in need of something that crate-run does not support.',
      'Exit codes for a crate: 0 valid, 1 something required is missing, 2 wrong usage.',
    ],
  },
  sign: {
    usage: 'crate-run sign [options] CRATE --key FILE',
    summary: 'sign a crate, so that others can verify it',
    about:
      'Signs the metadata file of a crate with a key of minisign (Ed25519). The metadata has the digests of all files, so that the signature vouches for them too.',
    examples: [
      ['minisign -G -W -p key.pub -s key.key', 'make a pair of keys (minisign is a program of its own)'],
      ['crate-run sign run.crate.zip --key key.key', 'write run.crate.zip.ro-crate-metadata.json.minisig'],
      ['crate-run sign crate/ --key key.key', 'write crate/ro-crate-metadata.json.minisig'],
    ],
    notes: [
      'stdout has the path of the signature. In a folder, `minisign -Vm ro-crate-metadata.json -p key.pub` verifies it too.',
      'Not supported: keys with a password, other algorithms than Ed25519, signatures inside archives.',
      'Exit codes: 0 signed, 2 wrong usage or key.',
    ],
  },
  verify: {
    usage: 'crate-run verify [options] CRATE --public-key FILE',
    summary: 'verify the signature and all files of a crate',
    about:
      'Verifies the signature of a crate with a public key of minisign, and every file by the digests that are signed with it.',
    examples: [
      [
        'crate-run verify run.crate.zip --public-key key.pub',
        'with the signature that lies beside the archive or inside the crate',
      ],
      ['crate-run verify crate/ --public-key key.pub --json', 'say it for programs'],
    ],
    notes: [
      'Files are read once, as streams; nothing is fetched. Files that the metadata has no SHA-2 digest of are named: nobody vouches for them.',
      'Exit codes: 0 verified, 1 signature or files are not as they should be, 2 wrong usage or key, 6 refused for safety, 7 damaged.',
    ],
  },
  inputs: {
    usage: 'crate-run inputs [options] DOCUMENT',
    summary: 'print a job file to be filled in',
    about: 'Prints a job file for a document, to be filled in: every input with its type and meaning, as YAML.',
    examples: [
      ['crate-run inputs wf.cwl > job.yml', 'begin a job file'],
      ['crate-run inputs wf.cwl --json', 'the same as a JSON object, without comments'],
    ],
    notes: ['Inputs that may be left out stand behind #.', 'Exit codes: 0 success, 2 wrong usage or document.'],
  },
  graph: {
    usage: 'crate-run graph [options] WORKFLOW',
    summary: 'draw a workflow',
    about:
      'Draws a CWL workflow: inputs, steps with their tools and containers, nested workflows as frames, outputs, and what links them.',
    examples: [
      ['crate-run graph wf.cwl -o wf.svg', 'a picture for a paper or a web page, light and dark'],
      ['crate-run graph wf.cwl --format mermaid', 'text for a README'],
    ],
    instead: {
      '--output': ['FILE', 'write the picture here; the name decides how: .mmd, .dot and .gv, .json, else SVG'],
      '--json': [undefined, 'the same as --format json: nodes, edges and groups as data'],
    },
    notes: ['The picture is printed on stdout unless FILE is given.', 'Exit codes: 0 success, 2 wrong usage or document.'],
  },
  pack: {
    usage: 'crate-run pack [options] DOCUMENT [-o FILE]',
    summary: 'print a document and all that it refers to as one',
    about: 'Prints a document and everything it refers to as one document, which means the same.',
    examples: [
      ['crate-run pack wf.cwl > packed.cwl', 'one file to send or to publish'],
      ['crate-run pack wf.cwl -o packed.yml', 'as YAML, because of the name'],
    ],
    instead: {
      '--output': ['FILE', 'write the document here: laid out as YAML when the name ends in .yml or .yaml, else as JSON'],
    },
    notes: [
      'stdout has the document as JSON, which is YAML too, unless FILE is given.',
      'Exit codes: 0 success, 2 wrong usage or document.',
    ],
  },
  report: {
    usage: 'crate-run report [options] CRATE|LOG',
    summary: 'tell the story of a run',
    about:
      'Tells what ran, who ran it, when and where, how long it took, what failed and why: of a crate, or of the log or folder of a run that still goes on, was killed or failed.',
    examples: [
      ['crate-run report run.crate.zip', 'on one screen'],
      ['crate-run report run.crate.zip -o run.html', 'as a page, complete in itself'],
      ['crate-run report /tmp/crate-run-x8Kd2q', 'how far a run has come'],
      ['crate-run report run.crate.zip --format chrome-trace > trace.json', 'for the timeline of Chrome or Perfetto'],
    ],
    instead: {
      '--output': ['FILE', 'write the report here; the name decides how: .html, .csv, .json, else text'],
      '--json': [undefined, 'the same as --format json: the whole report as data'],
    },
    notes: [
      'csv has a line for each attempt of a job. Nothing runs, and the network is not used.',
      'Exit codes: 0 success, 2 wrong usage or no log, 6 refused for safety, 7 damaged.',
    ],
  },
  package: {
    usage: 'crate-run package [options] LOG -o CRATE',
    summary: 'make the crate of a run from its log',
    about:
      'Makes the crate of what did happen from the log of a run: one that was killed, one that still goes on, or one whose crate could not be written. LOG is that log (events.jsonl) or the folder that holds it.',
    examples: [
      ['crate-run package /tmp/crate-run-x8Kd2q -o run.crate.zip', 'a run that was killed; it said where its folder is'],
    ],
    notes: [
      'Files that are gone, or no longer what the log says of them, stay out; the crate says so of each, and so does stderr.',
      'Exit codes: 0 success, 1 the crate cannot be written, 2 wrong usage or no log.',
    ],
  },
  config: {
    usage: 'crate-run config check [options] FILE [WORKFLOW [JOB]]',
    summary: 'say where a file of StreamFlow lets steps run',
    about:
      'Says what a file of StreamFlow (streamflow.yml) makes of a workflow: where each step would run and in which folder, which options have no effect, which deployments nothing uses.',
    jobs: true,
    examples: [
      ['crate-run config check streamflow.yml', "what becomes of the file's own workflows"],
      ['crate-run config check streamflow.yml wf.cwl job.yml', 'what would become of another workflow'],
      ['crate-run config check --streamflow-file streamflow.yml wf.cwl', 'the same'],
    ],
    notes: [
      'Nothing is connected to and nothing runs. Targets that stand below each other are tried from the top, unless a filter orders them.',
      'Exit codes: 0 success, 2 wrong usage or document, 33 valid but with a step that can run nowhere.',
    ],
  },
  check: {
    usage: 'crate-run check [options] CRATE',
    summary: 'check a published crate, without running it',
    about: 'Says whether a published run crate is safe and intact: a folder, a ZIP or tar file, or a metadata file alone.',
    examples: [
      ['crate-run check run.crate.zip', 'what is in it, what is missing, what is damaged'],
      ['crate-run check run.crate.zip --json', 'the same for programs'],
    ],
    notes: [
      'Nothing of the crate runs, and the network is not used.',
      'Exit codes: 0 nothing found, 2 wrong usage, 4 files are missing, 6 refused for safety, 7 damaged.',
    ],
  },
  compare: {
    usage: 'crate-run compare [options] A B',
    summary: 'say how far the results of two runs agree',
    about:
      'Compares the outputs that two run crates record, or two folders, or two files: byte by byte, then as the formats that they have.',
    jobs: true,
    examples: [
      ['crate-run compare published.crate.zip mine.crate.zip', 'the outputs of two runs'],
      ['crate-run compare --tolerance 1e-6 results expected', 'two folders, with a tolerance for numbers'],
      ['crate-run compare --scale tonkaz a.json b.json', 'levels as Tonkaz gives them'],
    ],
    notes: [
      'Levels: IDENTICAL bytes; EQUIVALENT without dates, staged folders and layout, all listed; WITHIN-TOLERANCE; SIMILAR, where rules ask for it; DIFFERENT, with the first difference; MISSING; CANNOT-TELL.',
      'Files correspond by output parameter, then path, name and digest.',
      'Rules: tolerance, ignore (globs), files: a list of {match, tolerance, leave-out (columns, JSON pointers), pixels}.',
      'Exit codes: 0 every file has the level required, 1 one has not, 2 wrong usage, 3 nobody can tell, 6 refused for safety, 7 damaged.',
    ],
  },
  query: {
    usage: 'crate-run query [options] CRATE',
    summary: 'ask a crate a question',
    about:
      'Asks a crate a question, of those that crate-run knows or your own in SPARQL. It is answered from the metadata of the crate and its provenance in PROV, whoever made it. Without a question it lists what can be asked.',
    examples: [
      ['crate-run query --questions', 'what crate-run can be asked'],
      ['crate-run query run.crate.zip --question lineage', 'which inputs and tool versions led to each output'],
      ['crate-run query run.crate.zip --sparql "SELECT ?name { ?file a schema:MediaObject ; schema:name ?name }"', 'your own'],
      ['crate-run query run.crate.zip --question files --format csv', 'for a spreadsheet'],
    ],
    instead: {
      '--json': [undefined, 'the same as --format json: results as SPARQL writes them'],
    },
    notes: [
      'Common prefixes (prov, schema, wfrun, wfprov, dct, rdfs, own, …) need not be declared. Ids of a run are below arcp://uuid,RUN/.',
      'The network is never asked: SERVICE is refused. A query may take a minute and 2 GiB.',
      'Exit codes: 0 success, 1 the answer takes too much, 2 wrong usage or query, 6 refused for safety, 7 damaged.',
    ],
  },
  rerun: {
    usage: 'crate-run rerun [options] CRATE -o NEW',
    summary: 'run the workflow of a published crate again',
    about:
      'Runs the CWL workflow of a crate of any producer again with the inputs that the crate records, in containers without network, and writes a new crate.',
    instead: { '--output': ['CRATE', 'write the crate of the new run here'] },
    examples: [
      ['crate-run rerun run.crate.zip -o again.crate.zip', 'run it again'],
      ['crate-run rerun run.crate.zip --image debian:8=debian:12-slim', 'with another image for one that is gone'],
      ['crate-run compare run.crate.zip again.crate.zip', 'see what became of the results'],
    ],
    notes: [
      'Inputs are taken from the input object in the crate if there is one, else by parameter. What has to be changed to run is listed as healed.',
      'Containers have no network, no capabilities and a read-only root. Tools that name no image are refused unless --default-container or --trust-host is given.',
      'Exit codes: 0 it ran, 2 wrong usage, 4 not re-executable as published, 5 it failed, 6 refused for safety, 7 damaged.',
    ],
  },
};

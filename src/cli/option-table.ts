import type { VerbName } from './verb.ts';

/** An option as data: how it is written, which values it takes, and what help says of it. */
interface Entry {
  readonly name: `--${string}`;
  readonly short?: `-${string}`;
  /** What its value is called; absent for a switch. */
  readonly value?: string;
  /** The only values it takes. */
  readonly choices?: readonly string[];
  /** Which number its value is; absent: text. */
  readonly number?: 'seconds' | 'whole';
  /** It may be given again, for one more value. */
  readonly many?: true;
  readonly default?: string | number;
  /** Environment variable that stands for it. */
  readonly env?: string;
  /** Options that make no sense beside it. */
  readonly conflicts?: readonly string[];
  readonly help: string;
  /** The verbs that take it; absent: to run only. */
  readonly verbs?: readonly VerbName[];
}

const everywhere = [
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

/** Every option by theme, in the order of the help. Names that cwltool or Toil also have mean the same there. */
export const themes = {
  'What comes out': [
    {
      name: '--output',
      short: '-o',
      value: 'CRATE',
      verbs: ['run', 'graph', 'pack', 'report', 'package', 'rerun'],
      help: 'write the crate here: a ZIP file when the name ends in .zip, else a folder',
    },
    { name: '--outdir', verbs: ['run', 'rerun'], value: 'FOLDER', default: '.', help: 'put output files here' },
    { name: '--write-summary', short: '-w', value: 'FILE', help: 'write the output object here instead of on stdout' },
    { name: '--json', verbs: everywhere, help: 'print the whole result as one JSON object' },
    {
      name: '--format',
      value: 'NAME',
      choices: ['svg', 'mermaid', 'dot', 'json'],
      verbs: ['graph'],
      help: 'what to write, whatever the name of the file',
    },
    {
      name: '--format',
      value: 'NAME',
      choices: ['text', 'html', 'csv', 'chrome-trace', 'json'],
      verbs: ['report'],
      help: 'what to write, whatever the name of the file',
    },
    {
      name: '--format',
      value: 'NAME',
      choices: ['table', 'json', 'csv', 'tsv'],
      verbs: ['query'],
      help: 'how to write the answer (otherwise as a table)',
    },
    {
      name: '--direction',
      value: 'NAME',
      choices: ['down', 'right'],
      verbs: ['graph'],
      help: 'where links lead (otherwise as it fills a page best)',
    },
    {
      name: '--depth',
      value: 'N',
      number: 'whole',
      verbs: ['graph'],
      help: 'open nested workflows only so deep; 0: every one is a single box',
    },
    {
      name: '--level',
      value: 'NAME',
      choices: ['required', 'recommended', 'optional'],
      default: 'recommended',
      verbs: ['validate'],
      help: 'what to report of a crate: MUST, SHOULD too, or MAY too',
    },
    { name: '--key', value: 'FILE', verbs: ['sign'], help: 'secret key of minisign, without password' },
    { name: '--public-key', value: 'FILE', verbs: ['verify'], help: 'public key of minisign' },
    { name: '--earl', value: 'FILE', verbs: ['validate'], help: 'write what is found in a crate here as EARL (JSON-LD)' },
    {
      name: '--question',
      value: 'NAME',
      verbs: ['query'],
      conflicts: ['--sparql'],
      help: 'one of the questions that crate-run knows',
    },
    { name: '--questions', verbs: ['query'], help: 'what crate-run can be asked' },
    { name: '--sparql', value: 'QUERY', verbs: ['query'], help: 'a query in SPARQL, or the file that has it' },
    { name: '--log-dir', value: 'FOLDER', help: 'keep stdout and stderr of every job here' },
    {
      name: '--crate-profile',
      value: 'VERSION',
      choices: ['0.5', '0.6'],
      default: '0.5',
      help: 'version of the Workflow Run RO-Crate profiles: 0.5 on RO-Crate 1.1, or 0.6 on RO-Crate 1.3',
    },
    { name: '--license', verbs: ['run', 'rerun'], value: 'ID', help: 'licence of the crate: SPDX identifier or URL' },
  ],
  'What counts as the same': [
    {
      name: '--require',
      value: 'LEVEL',
      choices: ['IDENTICAL', 'EQUIVALENT', 'WITHIN-TOLERANCE', 'SIMILAR'],
      default: 'EQUIVALENT',
      verbs: ['compare'],
      help: 'the least level of every file for exit code 0',
    },
    {
      name: '--tolerance',
      value: 'N',
      verbs: ['compare'],
      help: 'how far numbers may be apart: a share of the larger one, or as SHARE,ABSOLUTE',
    },
    { name: '--ignore', value: 'GLOB', many: true, verbs: ['compare'], help: 'leave out these files; may be given again' },
    { name: '--rules', value: 'FILE', verbs: ['compare'], help: 'tolerances, files and parts to leave out, as YAML' },
    { name: '--scale', value: 'NAME', choices: ['tonkaz'], verbs: ['compare'], help: 'use the levels of another program' },
    { name: '--all', verbs: ['compare'], help: 'with --scale tonkaz: also outputs without an EDAM format' },
    {
      name: '--junit',
      value: 'FILE',
      verbs: ['compare', 'validate'],
      help: 'write a test report here, a case for each file or check',
    },
  ],
  'How it runs': [
    {
      name: '--target',
      short: '-t',
      value: 'NAME',
      many: true,
      help: 'run only what this output or step needs; may be given again',
    },
    {
      name: '--on-error',
      value: 'WHAT',
      choices: ['stop', 'continue'],
      default: 'continue',
      help: 'after a failure start nothing more, or finish what does not depend on it',
    },
    { name: '--overrides', value: 'FILE', help: 'replace requirements of tools and steps (cwltool:overrides)' },
    { name: '--non-strict', verbs: everywhere, help: 'only warn of fields that CWL does not know' },
    { name: '--skip-schemas', help: 'do not read the ontologies of $schemas: formats must be the same' },
    {
      name: '--eval-timeout',
      verbs: ['run', 'rerun'],
      value: 'SECONDS',
      number: 'seconds',
      default: 60,
      help: 'time limit of one expression',
    },
  ],
  'Where it works': [
    { name: '--streamflow-file', value: 'FILE', verbs: ['run', 'config'], help: 'where steps run, as StreamFlow writes it' },
    { name: '--tmpdir-prefix', verbs: ['run', 'rerun'], value: 'PATH', help: 'how the path of the folder of the run begins' },
    {
      name: '--tmp-outdir-prefix',
      verbs: ['run', 'rerun'],
      value: 'PATH',
      help: 'the same; wins, because outputs of jobs need the most room',
    },
    { name: '--leave-tmpdir', verbs: ['run', 'rerun'], help: 'keep the folder of the run, with all that jobs left' },
    { name: '--preserve-environment', value: 'NAME', many: true, help: 'let jobs see this variable; may be given again' },
    { name: '--preserve-entire-environment', help: 'let jobs see all variables' },
  ],
  Containers: [
    {
      name: '--container-engine',
      verbs: ['run', 'rerun'],
      value: 'NAME',
      choices: ['auto', 'docker', 'podman', 'singularity', 'apptainer', 'udocker'],
      default: 'auto',
      help: 'what runs containers',
    },
    { name: '--no-container', conflicts: ['--container-engine'], help: 'run everything directly on this machine' },
    { name: '--default-container', verbs: ['run', 'rerun'], value: 'IMAGE', help: 'image for tools that name none' },
    {
      name: '--disable-pull',
      verbs: ['run', 'rerun'],
      conflicts: ['--force-docker-pull'],
      help: 'use only images that are already there',
    },
    { name: '--force-docker-pull', verbs: ['run', 'rerun'], help: 'ask the registry for every image again' },
    { name: '--custom-net', value: 'NETWORK', help: 'network of jobs that may use one' },
    { name: '--strict-memory-limit', verbs: ['run', 'rerun'], help: 'end jobs that use more memory than they asked for' },
    { name: '--strict-cpu-limit', verbs: ['run', 'rerun'], help: 'give jobs no more processor time than they asked for' },
  ],
  'Crates of others': [
    { name: '--image', value: 'OLD=NEW', many: true, verbs: ['rerun'], help: 'use another image; may be given again' },
    { name: '--inputs', value: 'JOB', verbs: ['rerun'], help: 'inputs that count instead of the recorded ones' },
    { name: '--trust-host', verbs: ['rerun'], help: 'let tools run directly on this machine where no container is to be had' },
  ],
  Software: [
    {
      name: '--software',
      value: 'SOURCE',
      choices: ['modules', 'conda'],
      many: true,
      help: 'find software that tools ask for; may be given again',
    },
    { name: '--beta-conda-dependencies', help: 'the same as --software conda' },
    {
      name: '--beta-dependency-resolvers-configuration',
      value: 'FILE',
      help: 'where to find software, as Galaxy and cwltool write it',
    },
    { name: '--beta-dependencies-directory', value: 'FOLDER', help: 'keep what conda installs here' },
    { name: '--mpi-config-file', value: 'FILE', help: 'how MPI programs are started here, as cwltool writes it' },
  ],
  'What is shown': [
    { name: '--quiet', verbs: everywhere, help: 'only what went wrong' },
    { name: '--no-warnings', verbs: everywhere, help: 'no warnings' },
    { name: '--debug', verbs: ['run', 'rerun'], conflicts: ['--quiet'], help: 'also the command line and folder of every job' },
    { name: '--timestamps', verbs: ['run', 'rerun'], help: 'the time before every line of progress' },
    { name: '--disable-color', verbs: ['run', 'rerun'], help: 'plain text on terminals too' },
    { name: '--help', short: '-h', verbs: everywhere, help: 'this help' },
    { name: '--version', verbs: everywhere, help: 'the version' },
    { name: '--print-supported-versions', help: 'the versions of CWL that are understood' },
    { name: '--print-targets', help: 'what --target can name in a workflow' },
    { name: '--print-deps', help: 'the files that a document is made of, as JSON' },
    { name: '--print-input-deps', help: 'the files that a job file names, as JSON' },
  ],
  'Who runs it': [
    {
      name: '--full-name',
      verbs: ['run', 'rerun'],
      value: 'NAME',
      env: 'CWL_FULL_NAME',
      help: 'who runs this (otherwise as git knows you)',
    },
    { name: '--email', verbs: ['run', 'rerun'], value: 'ADDRESS', help: 'address of that person' },
    { name: '--orcid', verbs: ['run', 'rerun'], value: 'ID', env: 'ORCID', help: 'ORCID of that person' },
    { name: '--affiliation', verbs: ['run', 'rerun'], value: 'NAME', help: 'organisation of that person' },
    { name: '--ror', verbs: ['run', 'rerun'], value: 'ID', help: 'ROR identifier of that organisation' },
  ],
} as const satisfies Record<string, readonly Entry[]>;

type Known = (typeof themes)[keyof typeof themes][number];
export type Option = Entry & { readonly name: Known['name'] };

/** `--no-x-y` and `--x-y` as the name of a property. */
type Key<Name> = Name extends `--no-${infer Rest}` ? Camel<Rest> : Name extends `--${infer Rest}` ? Camel<Rest> : never;
type Camel<Text extends string> = Text extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Text;

type One<E> = E extends { number: string } ? number : E extends { choices: readonly (infer Word)[] } ? Word : string;
type ValueOf<E> = E extends { value: string } ? (E extends { many: true } ? readonly One<E>[] : One<E>) : boolean;
/** What is always there: switches that are on until `--no-x` says otherwise, and what has a default. */
type Certain = Extract<Known, { default: unknown } | { name: `--no-${string}` }>;

/** The values of the options, under their names in camel case. */
export type Options = { readonly [E in Certain as Key<E['name']>]: ValueOf<E> } & {
  readonly [E in Exclude<Known, Certain> as Key<E['name']>]?: ValueOf<E> | undefined;
};

/** All options. */
export const options: readonly Option[] = Object.values<readonly Option[]>(themes).flat();

/** Other spellings, mostly those of cwltool: the values that each stands for, and the verb if it names one. */
export const aliases: Readonly<Record<`--${string}`, { readonly means?: Partial<Options>; readonly verb?: VerbName }>> = {
  '--singularity': { means: { containerEngine: 'singularity' } },
  '--podman': { means: { containerEngine: 'podman' } },
  '--udocker': { means: { containerEngine: 'udocker' } },
  '--tool-help': { means: { help: true } },
  '--not-strict': { means: { nonStrict: true } },
  '--validate': { verb: 'validate' },
  '--make-template': { verb: 'inputs' },
  '--pack': { verb: 'pack' },
  '--print-dot': { verb: 'graph', means: { format: 'dot' } },
};

/** Switches of cwltool that say what crate-run does anyway: accepted without effect, so that scripts go on working. */
export const asAlways: readonly `--${string}`[] = [
  '--compute-checksum',
  '--disable-js-validation',
  '--enable-dev',
  '--enable-ext',
  '--move-outputs',
  '--no-doc-cache',
  '--parallel',
  '--relax-path-checks',
  '--rm-container',
  '--rm-tmpdir',
  '--strict',
  '--verbose',
];

/** Options of cwltool and Toil that crate-run does not have, and what to do instead. */
export const refused: Readonly<Record<string, string>> = {
  '--basedir': 'paths in a job file begin where that file is, paths in flags in the current folder',
  '--batchSystem': 'jobs run on this machine',
  '--beta-use-biocontainers': 'name an image with --default-container',
  '--cachedir': 'nothing is reused from earlier runs yet',
  '--cidfile-dir': 'the log of the run names every container',
  '--copy-outputs': 'outputs are moved; keep the rest with --leave-tmpdir',
  '--disable-validate': 'documents are always checked, which takes no time worth saving',
  '--jobStore': 'the folder of the run is made where --tmpdir-prefix says',
  '--js-console': 'expressions have no console',
  '--leave-container': 'containers are removed; the log says how each ended',
  '--leave-outputs': 'outputs are moved to --outdir',
  '--no-compute-checksum': 'the crate needs the digest of every file',
  '--no-match-user': 'files of jobs always belong to you',
  '--no-read-only': 'inputs of containers are always read-only',
  '--parallel-max': 'jobs run side by side as cores and memory allow',
  '--print-pre': 'use `crate-run pack`, which prints the document with everything in place',
  '--print-rdf': 'the crate holds the run and its workflow as RDF: use -o CRATE',
  '--print-subgraph': 'give --target to a run; the crate holds the part that ran',
  '--provenance': 'use -o CRATE: a Workflow Run RO-Crate with W3C PROV inside',
  '--restart': 'a run cannot be taken up again yet',
  '--retryCount': 'failed jobs are not tried again yet',
  '--single-process': 'run the document of that process, or WORKFLOW#name',
  '--single-step': 'use --target to run a step and what it needs',
  '--user-space-docker-cmd': 'use --container-engine udocker',
  '--workDir': 'use --tmpdir-prefix',
};

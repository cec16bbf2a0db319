import type { VerbName } from './verb.ts';

/** An option as data: how it is written, and what help says of it. */
interface Entry {
  readonly name: `--${string}`;
  readonly short?: `-${string}`;
  /** What its value is called; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  /** The verbs that take it; absent: to run only. */
  readonly verbs?: readonly VerbName[];
}

const everywhere = ['run', 'validate', 'inputs', 'pack'] as const;

/** Every option by theme, in the order of the help. Names that cwltool or Toil also have mean the same there. */
export const themes = {
  'What comes out': [
    {
      name: '--output',
      short: '-o',
      value: 'CRATE',
      verbs: ['run', 'pack'],
      help: 'write the crate here: a ZIP file when the name ends in .zip, else a folder',
    },
    { name: '--outdir', value: 'FOLDER', help: 'put output files here (otherwise the current folder)' },
    { name: '--write-summary', short: '-w', value: 'FILE', help: 'write the output object here instead of on stdout' },
    { name: '--json', verbs: everywhere, help: 'print the whole result as one JSON object' },
    { name: '--log-dir', value: 'FOLDER', help: 'keep stdout and stderr of every job here' },
    { name: '--license', value: 'ID', help: 'licence of the crate: SPDX identifier or URL' },
  ],
  'How it runs': [
    { name: '--target', short: '-t', value: 'NAME', help: 'run only what this output or step needs; may be given again' },
    {
      name: '--on-error',
      value: 'stop|continue',
      help: 'after a failure start nothing more, or finish what does not depend on it (continue)',
    },
    { name: '--overrides', value: 'FILE', help: 'replace requirements of tools and steps (cwltool:overrides)' },
    {
      name: '--non-strict',
      verbs: ['run', 'validate', 'inputs', 'pack'],
      help: 'only warn of fields that CWL does not know',
    },
    { name: '--skip-schemas', help: 'do not read the ontologies of $schemas: formats must be the same' },
    { name: '--eval-timeout', value: 'SECONDS', help: 'time limit of one expression (60)' },
  ],
  'Where it works': [
    { name: '--tmpdir-prefix', value: 'PATH', help: 'how the path of the folder of the run begins' },
    { name: '--tmp-outdir-prefix', value: 'PATH', help: 'the same; wins, because outputs of jobs need the most room' },
    { name: '--leave-tmpdir', help: 'keep the folder of the run, with all that jobs left' },
    { name: '--preserve-environment', value: 'NAME', help: 'let jobs see this variable; may be given again' },
    { name: '--preserve-entire-environment', help: 'let jobs see all variables' },
  ],
  Containers: [
    { name: '--container-engine', value: 'NAME', help: 'auto, docker, podman, singularity, apptainer or udocker (auto)' },
    { name: '--no-container', help: 'run everything directly on this machine' },
    { name: '--default-container', value: 'IMAGE', help: 'image for tools that name none' },
    { name: '--disable-pull', help: 'use only images that are already there' },
    { name: '--force-docker-pull', help: 'ask the registry for every image again' },
    { name: '--custom-net', value: 'NETWORK', help: 'network of jobs that may use one' },
    { name: '--strict-memory-limit', help: 'end jobs that use more memory than they asked for' },
    { name: '--strict-cpu-limit', help: 'give jobs no more processor time than they asked for' },
  ],
  Software: [
    { name: '--software', value: 'SOURCE', help: 'find software that tools ask for: modules or conda; may be given again' },
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
    { name: '--debug', help: 'also the command line and folder of every job' },
    { name: '--timestamps', help: 'the time before every line of progress' },
    { name: '--disable-color', help: 'plain text on terminals too' },
    { name: '--help', short: '-h', verbs: everywhere, help: 'this help, or with WORKFLOW that of the document' },
    { name: '--version', verbs: everywhere, help: 'the version' },
    { name: '--print-supported-versions', help: 'the versions of CWL that are understood' },
    { name: '--print-targets', help: 'what --target can name in a workflow' },
    { name: '--print-deps', help: 'the files that a document is made of, as JSON' },
    { name: '--print-input-deps', help: 'the files that a job file names, as JSON' },
  ],
  'Who runs it': [
    { name: '--full-name', value: 'NAME', help: 'who runs this (otherwise CWL_FULL_NAME, or as git knows you)' },
    { name: '--email', value: 'ADDRESS', help: 'address of that person' },
    { name: '--orcid', value: 'ID', help: 'ORCID of that person (otherwise ORCID)' },
    { name: '--affiliation', value: 'NAME', help: 'organisation of that person' },
    { name: '--ror', value: 'ID', help: 'ROR identifier of that organisation' },
  ],
} as const satisfies Record<string, readonly Entry[]>;

export type OptionName = (typeof themes)[keyof typeof themes][number]['name'];
export type Option = Entry & { readonly name: OptionName };

/** All options. */
export const options: readonly Option[] = Object.values<readonly Option[]>(themes).flat();

/** Other spellings of an option, mostly those of cwltool. */
export const aliases: Readonly<Record<string, readonly string[]>> = {
  '--singularity': ['--container-engine', 'singularity'],
  '--podman': ['--container-engine', 'podman'],
  '--udocker': ['--container-engine', 'udocker'],
  '--tool-help': ['--help'],
  '--not-strict': ['--non-strict'],
};

/** Options of cwltool that name another verb. */
export const verbAliases: Readonly<Record<string, VerbName>> = {
  '--validate': 'validate',
  '--make-template': 'inputs',
  '--pack': 'pack',
};

/** Switches of cwltool that say what crate-run does anyway: accepted without effect, so that scripts go on working. */
export const asAlways: readonly string[] = [
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

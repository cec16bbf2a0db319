import { CrateRunError } from '../base/error.ts';
import type { OptionName } from './option-table.ts';
import { sortWords, type FlagKind } from './words.ts';

const engines = ['auto', 'docker', 'podman', 'singularity', 'apptainer', 'udocker'] as const;
const prints = ['--print-targets', '--print-deps', '--print-input-deps'] as const satisfies readonly OptionName[];
const softwareSources = ['modules', 'conda'] as const;
const onError = ['stop', 'continue'] as const;

/** Options that print something about a document instead of running it. */
export type PrintOption = (typeof prints)[number];

/** What the command line says. */
export type Arguments = ReturnType<typeof parseArguments>;

/** Reads the command line; `kindOf` tells the flags that are inputs of the document, once that is known. Throws USAGE_ARGUMENT. */
export function parseArguments(words: readonly string[], kindOf?: FlagKind) {
  const { verb, given, document, rest } = sortWords(words, kindOf);
  const has = (name: OptionName) => given.has(name);
  const all = (name: OptionName) => given.get(name) ?? [];
  const last = (name: OptionName) => all(name).at(-1);
  const { env } = process;
  return {
    verb,
    given,
    document,
    rest,
    print: prints.find(has),
    output: last('--output'),
    outdir: last('--outdir') ?? '.',
    writeSummary: last('--write-summary'),
    json: has('--json'),
    logDir: last('--log-dir'),
    license: last('--license'),
    targets: all('--target'),
    onError: oneOf('--on-error', last('--on-error') ?? 'continue', onError),
    overrides: last('--overrides'),
    strict: !has('--non-strict'),
    skipSchemas: has('--skip-schemas'),
    evalTimeout: seconds('--eval-timeout', last('--eval-timeout') ?? '60'),
    tmpdirPrefix: last('--tmp-outdir-prefix') ?? last('--tmpdir-prefix'),
    leaveTmpdir: has('--leave-tmpdir'),
    preserve: has('--preserve-entire-environment') ? Object.keys(env) : all('--preserve-environment'),
    containerEngine: oneOf('--container-engine', last('--container-engine') ?? 'auto', engines),
    noContainer: has('--no-container'),
    defaultContainer: last('--default-container'),
    disablePull: has('--disable-pull'),
    forceDockerPull: has('--force-docker-pull'),
    customNet: last('--custom-net'),
    strictMemoryLimit: has('--strict-memory-limit'),
    strictCpuLimit: has('--strict-cpu-limit'),
    mpiConfig: last('--mpi-config-file'),
    software: [
      ...all('--software').map((word) => oneOf('--software', word, softwareSources)),
      ...(has('--beta-conda-dependencies') ? ['conda' as const] : []),
    ],
    softwareConfig: last('--beta-dependency-resolvers-configuration'),
    softwareFolder: last('--beta-dependencies-directory'),
    quiet: has('--quiet'),
    warnings: !has('--quiet') && !has('--no-warnings'),
    debug: has('--debug'),
    timestamps: has('--timestamps'),
    color: !has('--disable-color'),
    help: has('--help'),
    fullName: last('--full-name') ?? (env['CWL_FULL_NAME'] || undefined),
    email: last('--email'),
    orcid: last('--orcid') ?? (env['ORCID'] || undefined),
    affiliation: last('--affiliation'),
    ror: last('--ror'),
  };
}

function oneOf<T extends string>(name: OptionName, word: string, words: readonly T[]): T {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new CrateRunError('USAGE_ARGUMENT', `${name} is one of ${words.join(', ')}, found ${word}`);
  return found;
}

function seconds(name: OptionName, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new CrateRunError('USAGE_ARGUMENT', `${name} needs a number of seconds above 0, found ${text}`);
}

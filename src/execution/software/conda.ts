import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../data/make-folder.ts';
import { ask, changedVariables, findProgram, readVariables } from './command.ts';
import {
  candidatesFor,
  requestText,
  type Mapping,
  type ResolvedSoftware,
  type SoftwareRequest,
  type SoftwareSource,
} from './software.ts';

/** How conda is used. */
export interface CondaSettings {
  /** conda, mamba or micromamba; found where it is not given. */
  readonly program?: string | undefined;
  /** Where environments are kept from run to run. */
  readonly folder: string;
  /** Channels to look into, the preferred one first. */
  readonly channels: readonly string[];
  readonly mappings: readonly Mapping[];
}

/** Software from conda packages: one environment for all packages of a tool, made once. */
export function createConda(settings: CondaSettings): SoftwareSource {
  return {
    name: 'conda',
    async provide(requests, signal) {
      const program = settings.program ?? findConda();
      if (program === undefined) return { lacking: 'there is no conda, mamba or micromamba' };
      const specs = requests.map((request) => specOf(request, settings.mappings));
      const prefix = join(settings.folder, nameOf(specs, settings.channels));
      const problem = existsSync(join(prefix, 'conda-meta', 'history'))
        ? undefined
        : await create(program, prefix, specs, settings.channels, signal);
      if (problem !== undefined) return { lacking: `no environment with ${specs.join(' and ')} can be made: ${problem}` };
      const answer = await ask([program, 'run', '-p', prefix, 'env', '-0'], signal);
      if (answer.code !== 0) return { lacking: `the environment ${prefix} cannot be used: ${lastLine(answer.stderr)}` };
      const installed = installedIn(prefix);
      const resolved = requests.map((request) => describe(request, settings.mappings, prefix, installed));
      const missing = resolved.find(({ version }) => version === undefined);
      if (missing) return { lacking: `the environment ${prefix} lacks ${requestText(missing.requested)}` };
      return { resolved, variables: changedVariables(readVariables(answer.stdout), (name) => /^_?_?(CONDA|CE)_/.test(name)) };
    },
  };
}

/** Makes an environment; says why when that fails, and then leaves nothing behind. */
async function create(
  program: string,
  prefix: string,
  specs: readonly string[],
  channels: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  makeFolder(join(prefix, '..'));
  const from = channels.flatMap((channel) => ['-c', channel]);
  const answer = await ask([program, 'create', '--yes', '--quiet', ...from, '-p', prefix, ...specs], signal);
  if (answer.code === 0) return undefined;
  rmSync(prefix, { recursive: true, force: true });
  return lastLine(answer.stderr) || lastLine(answer.stdout) || `${program} failed`;
}

/** A package and the versions that will do, as conda writes it: `samtools=1.9`, `samtools[version='1.9.*|1.10.*']`. */
function specOf(request: SoftwareRequest, mappings: readonly Mapping[]): string {
  const candidates = candidatesFor(request, mappings);
  const versions = candidates.flatMap(({ version }) => version ?? []);
  const name = (candidates[0]?.name ?? request.package).toLowerCase();
  if (versions.length > 1) return `${name}[version='${versions.map((version) => `${version}.*`).join('|')}']`;
  return versions[0] === undefined ? name : `${name}=${versions[0]}`;
}

/** The same packages from the same channels have the same environment. */
function nameOf(specs: readonly string[], channels: readonly string[]): string {
  const [first = 'env'] = specs;
  const digest = createHash('sha256')
    .update(JSON.stringify([specs.toSorted(), channels]))
    .digest('hex');
  return `${/^[\w.-]+/.exec(first)?.[0] ?? 'env'}-${digest.slice(0, 12)}`;
}

interface Installed {
  readonly name: string;
  readonly version: string;
}

/** The packages of an environment, from the records that conda keeps in it. */
function installedIn(prefix: string): readonly Installed[] {
  const folder = join(prefix, 'conda-meta');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Installed);
}

function describe(
  requested: SoftwareRequest,
  mappings: readonly Mapping[],
  path: string,
  installed: readonly Installed[],
): ResolvedSoftware {
  const names = candidatesFor(requested, mappings).map(({ name }) => name.toLowerCase());
  const found = installed.find(({ name }) => names.includes(name));
  return { requested, by: 'conda', name: found?.name ?? names[0] ?? '', path, ...(found ? { version: found.version } : {}) };
}

function findConda(): string | undefined {
  const { MAMBA_EXE, CONDA_EXE } = process.env;
  return [MAMBA_EXE, CONDA_EXE, 'micromamba', 'mamba', 'conda'].flatMap((name) => (name ? (findProgram(name) ?? []) : []))[0];
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

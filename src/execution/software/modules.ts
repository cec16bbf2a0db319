import { ask, changedVariables, findProgram, readVariables } from './command.ts';
import { candidatesFor, requestText, type Mapping, type ResolvedSoftware, type SoftwareSource } from './software.ts';

/** How environment modules are used. */
export interface ModuleSettings {
  /** The program behind `module`; found where it is not given. */
  readonly modulecmd?: string | undefined;
  readonly mappings: readonly Mapping[];
  /** Whether any version will do when none of those asked for is there. */
  readonly versionless: boolean;
}

/** Software from environment modules: Lmod, or Environment Modules of any age. */
export function createModules(settings: ModuleSettings): SoftwareSource {
  return {
    name: 'environment modules',
    async provide(requests, signal) {
      const command = settings.modulecmd ?? findModuleCommand();
      if (command === undefined) return { lacking: 'there is no modulecmd' };
      const loaded: { readonly module: string; readonly request: (typeof requests)[number] }[] = [];
      let variables: Readonly<Record<string, string>> = {};
      for (const request of requests) {
        const names = candidatesFor(request, settings.mappings).map(({ name, version }) =>
          version ? `${name}/${version}` : name,
        );
        if (settings.versionless) names.push(...new Set(candidatesFor(request, settings.mappings).map(({ name }) => name)));
        const before = loaded.map(({ module }) => module);
        const found = await firstThatLoads(command, before, names, signal);
        if (!found) return { lacking: `no module ${names.join(' or ')} for ${requestText(request)} can be loaded` };
        loaded.push({ module: found.module, request });
        variables = found.variables;
      }
      const resolved = loaded.map(({ module, request }) => describe(module, request, variables));
      return { resolved, variables: changedVariables(variables, isOfModules) };
    },
  };
}

/** The first module that loads after those that must be there already. */
async function firstThatLoads(command: string, before: readonly string[], names: readonly string[], signal: AbortSignal) {
  for (const module of names) {
    const variables = await load(command, [...before, module], signal);
    if (variables && [...before, module].every((name) => loadedAs(name, variables) !== undefined)) return { module, variables };
  }
  return undefined;
}

/** The environment after modules were loaded. What modulecmd prints is made for a shell, so a shell has to read it. */
async function load(command: string, modules: readonly string[], signal: AbortSignal) {
  const script = 'code=$("$0" bash load "$@") && eval "$code" && env -0';
  const answer = await ask(['bash', '--norc', '--noprofile', '-c', script, command, ...modules], signal);
  return answer.code === 0 ? readVariables(answer.stdout) : undefined;
}

function describe(
  module: string,
  requested: ResolvedSoftware['requested'],
  variables: Readonly<Record<string, string>>,
): ResolvedSoftware {
  const loaded = loadedAs(module, variables) ?? module;
  const cut = loaded.lastIndexOf('/');
  const names = list(variables['LOADEDMODULES']);
  const path = list(variables['_LMFILES_'])[names.indexOf(loaded)];
  return {
    requested,
    by: 'module',
    name: cut < 0 ? loaded : loaded.slice(0, cut),
    ...(cut < 0 ? {} : { version: loaded.slice(cut + 1) }),
    ...(path === undefined ? {} : { path }),
  };
}

/** The full name of a loaded module, with its version. */
function loadedAs(module: string, variables: Readonly<Record<string, string>>): string | undefined {
  return list(variables['LOADEDMODULES']).find((name) => name === module || name.startsWith(`${module}/`));
}

function list(text = ''): readonly string[] {
  return text.split(':').filter((item) => item !== '');
}

/** What modules need to know of themselves; a job does not. */
function isOfModules(name: string): boolean {
  return /^(LOADEDMODULES|_LMFILES_|_?_?MODULES?_.*|LMOD_.*|__LMOD_.*|_ModuleTable.*|MODULEPATH.*|MODULESHOME)$/.test(name);
}

function findModuleCommand(): string | undefined {
  const { LMOD_CMD, MODULES_CMD } = process.env;
  const places = [LMOD_CMD, MODULES_CMD, 'modulecmd', '/usr/share/lmod/lmod/libexec/lmod'];
  return places.flatMap((place) => (place ? (findProgram(place) ?? []) : []))[0];
}

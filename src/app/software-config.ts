import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createConda } from '../execution/software/conda.ts';
import { createModules } from '../execution/software/modules.ts';
import type { Mapping, SoftwareSource } from '../execution/software/software.ts';
import { listOf, mappingOf, readSettings, textOf, textsOf, unexpected, type SettingsFile } from './settings-file.ts';

/** Where software comes from that tools ask for. */
export interface SoftwareOptions {
  /** What to ask, in this order; empty: nothing but what is installed. */
  readonly sources: readonly ('modules' | 'conda')[];
  /** A file that says the same and more, in the form of Galaxy and cwltool; its sources come first. */
  readonly config?: string | undefined;
  /** Where conda environments are kept from run to run. */
  readonly folder?: string | undefined;
}

/** Channels where bioinformatics software is, unless others are named. */
const usualChannels = ['conda-forge', 'bioconda'];

/** Opens what the options name. Throws USAGE_ARGUMENT. */
export function softwareSources({ sources, config, folder }: SoftwareOptions): readonly SoftwareSource[] {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const place = folder === undefined ? join(cache, 'crate-run', 'conda') : resolve(folder);
  const named = sources.map((source) =>
    source === 'modules'
      ? createModules({ mappings: [], versionless: false })
      : createConda({ mappings: [], folder: place, channels: usualChannels }),
  );
  return [...(config === undefined ? [] : configured(config, place)), ...named];
}

/** The sources of a file, a list of `{type, …}`. */
function configured(path: string, place: string): readonly SoftwareSource[] {
  const file = { option: '--beta-dependency-resolvers-configuration', path };
  return listOf(file, readSettings(file)).map((entry) => open(file, mappingOf(file, entry), place));
}

function open(file: SettingsFile, entry: Readonly<Record<string, unknown>>, folder: string): SoftwareSource {
  const around = dirname(resolve(file.path));
  const mappings = textsOf(file, entry['mapping_files']).flatMap((path) =>
    readMappings({ ...file, path: resolve(around, path) }),
  );
  const text = (key: string) => (entry[key] === undefined ? undefined : textOf(file, entry[key]));
  switch (entry['type']) {
    case 'modules':
    case 'lmod':
      return createModules({ mappings, versionless: entry['versionless'] === true, modulecmd: text('modulecmd') });
    case 'conda': {
      const channels = entry['ensure_channels'] === undefined ? usualChannels : textsOf(file, entry['ensure_channels']);
      return createConda({ mappings, folder, channels, program: text('exec') });
    }
    default:
      throw unexpected(file, 'resolvers of type modules, lmod or conda', text('type'));
  }
}

/** `- {from: {name, version}, to: {name, version}}`; a bare name stands for any version. */
function readMappings(file: SettingsFile): readonly Mapping[] {
  return listOf(file, readSettings(file)).map((entry) => {
    const { from, to } = mappingOf(file, entry);
    return { from: endOf(file, from), to: endOf(file, to) };
  });
}

function endOf(file: SettingsFile, value: unknown): Mapping['from'] {
  if (typeof value === 'string') return { name: value };
  const { name, version } = mappingOf(file, value, ['name', 'version', 'unversioned']);
  return { name: textOf(file, name), ...(version === undefined ? {} : { version: textOf(file, version) }) };
}

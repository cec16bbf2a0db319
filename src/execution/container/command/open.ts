import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { ContainerEngine, ContainerSettings } from '../engine.ts';
import type { Purpose } from '../purpose.ts';
import { ask } from './ask.ts';
import type { Dialect } from './dialect.ts';
import { createCommandEngine } from './engine.ts';
import { podman } from './podman.ts';
import { singularity } from './singularity.ts';
import { udocker } from './udocker.ts';

const dialects: Readonly<Partial<Record<ContainerSettings['engine'], Dialect>>> = {
  podman,
  singularity: singularity('Singularity'),
  apptainer: singularity('Apptainer'),
  udocker,
};

/** Opens an engine that is a program on the PATH; says what it has tried in `tried`. */
export async function openCommandEngine(purpose: Purpose, tried: string[]): Promise<ContainerEngine | undefined> {
  const { engine: wanted } = purpose.settings;
  const dialect = dialects[wanted];
  if (!dialect) return undefined;
  const program = programOnPath(wanted);
  if (program === undefined) {
    tried.push(`no program ${wanted} on the PATH`);
    return undefined;
  }
  try {
    const version = /\d+(?:\.\d+)+[-+.\w]*/.exec(await ask(program, ['--version']))?.[0] ?? 'unknown';
    return createCommandEngine(dialect, program, version, purpose);
  } catch (thrown) {
    tried.push(`${program}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return undefined;
  }
}

function programOnPath(name: string): string | undefined {
  const places = (process.env['PATH'] ?? '').split(':').filter((place) => place.startsWith('/'));
  return places
    .map((place) => join(place, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

import { existsSync, statSync } from 'node:fs';
import { CrateRunError, messageOf } from '../../base/error.ts';
import { dockerAddresses, podmanAddresses, showAddress, type EngineAddress } from './address.ts';
import { connect, refusalOf } from './api.ts';
import { createApiEngine } from './api-engine.ts';
import { openCommandEngine } from './command/open.ts';
import type { ContainerEngine, ContainerSettings } from './engine.ts';
import type { FoundEngine } from './found-engine.ts';
import { ownSurroundings, type Surroundings } from './surroundings.ts';

/**
 * Opens the engine that the settings name; with `auto` Docker or Podman, whichever answers first, or none. `scratch` is
 * a folder that exists, for files while jobs run; `run` is the id that containers bear. Throws CONTAINER_ENGINE.
 */
export async function openEngine(
  settings: ContainerSettings,
  scratch: string,
  run: string,
): Promise<ContainerEngine | undefined> {
  const around = ownSurroundings();
  const wanted = settings.engine;
  const purpose = { settings, scratch, run, label: 'org.crate-run.run' };
  const tried: string[] = [];
  if (wanted === 'auto' || wanted === 'docker' || wanted === 'podman') {
    const found = await find(wanted, around, tried);
    if (found) return createApiEngine(found, around, purpose);
  }
  // What is only reached by its own command cannot be told all that a crate of others needs.
  if (wanted === 'auto' || settings.locked) return undefined;
  const engine = await openCommandEngine(purpose, tried);
  if (engine) return engine;
  throw new CrateRunError('CONTAINER_ENGINE', `${wanted} does not answer (tried ${tried.join('; ')})`);
}

async function find(
  wanted: 'auto' | 'docker' | 'podman',
  around: Surroundings,
  tried: string[],
): Promise<FoundEngine | undefined> {
  const lists = { docker: [dockerAddresses], podman: [podmanAddresses], auto: [dockerAddresses, podmanAddresses] };
  for (const list of lists[wanted]) {
    try {
      for (const address of list(around)) {
        const found = await attempt(address, around, tried);
        if (found) return found;
      }
    } catch (thrown) {
      tried.push(messageOf(thrown));
    }
  }
  return undefined;
}

async function attempt(address: EngineAddress, around: Surroundings, tried: string[]): Promise<FoundEngine | undefined> {
  if ('socket' in address && !existsSync(address.socket)) {
    tried.push(`${showAddress(address)}: no such socket`);
    return undefined;
  }
  try {
    const api = await connect(address);
    const { Version, Components } = (await api.version()) as { Version: string; Components?: readonly { Name: string }[] };
    const name = Components?.some((part) => /podman/i.test(part.Name)) ? 'Podman' : 'Docker Engine';
    return { api, address, name, version: Version, isRootless: isOwn(address) };
  } catch (thrown) {
    tried.push(`${showAddress(address)}: ${refusalOf(thrown)?.message ?? messageOf(thrown)}`);
    return undefined;
  }
}

/** An engine of an ordinary user has a socket of that user. */
function isOwn(address: EngineAddress): boolean {
  if (!('socket' in address)) return false;
  const { uid } = statSync(address.socket);
  return uid !== 0 && uid === process.getuid?.();
}

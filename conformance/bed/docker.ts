import { capture, expectSuccess, type Captured, type Surroundings } from '../lib/capture.ts';
import { engineHost } from './places.ts';

/** What makes `docker` and crate-run talk to the bed's engine and to no other, with the builder that every version has. */
export const engineEnv = { DOCKER_HOST: engineHost, DOCKER_BUILDKIT: '0', DOCKER_CONTEXT: '' } as const;

/** Runs `docker` on the bed's engine and gives what it prints, without the line end. Throws when it fails. */
export async function docker(args: readonly string[], surroundings: Surroundings = {}): Promise<string> {
  return (await expectSuccess(['docker', ...args], { ...surroundings, env: engineEnv })).trimEnd();
}

/** Runs `docker` on the bed's engine, whatever comes of it. */
export function tryDocker(args: readonly string[], surroundings: Surroundings = {}): Promise<Captured> {
  return capture(['docker', ...args], { ...surroundings, env: engineEnv });
}

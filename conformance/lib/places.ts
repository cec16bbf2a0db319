import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Root of the project. */
const project = fileURLToPath(new URL('../../', import.meta.url));

/** Folder of our own workflows and jobs. */
export const fixtures = `${project}fixtures`;

/** Arguments that start crate-run as it was built. */
export const crateRun = [process.execPath, `${project}dist/cli/main.js`] as const;

/** Path of something in the shared folder beside the project; undefined where there is none. */
export function shared(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../shared/${name}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

/** Throws when crate-run has not been built. */
export function needBuild(): void {
  if (!existsSync(crateRun[1])) throw new Error('crate-run is not built: run `npm run build` first');
}

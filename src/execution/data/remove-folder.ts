import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes a folder with all that is in it, also folders that a job has locked. What still cannot be removed stays. */
export function removeFolder(path: string): void {
  const remove = () => rmSync(path, { recursive: true, force: true });
  try {
    remove();
  } catch {
    try {
      unlock(path);
      remove();
    } catch {
      // It belongs to somebody else.
    }
  }
}

function unlock(folder: string): void {
  chmodSync(folder, 0o700);
  for (const item of readdirSync(folder, { withFileTypes: true })) if (item.isDirectory()) unlock(join(folder, item.name));
}

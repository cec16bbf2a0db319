import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './fault.ts';

/**
 * Makes a folder and those above it that are missing. Unlike the recursive `mkdir` of Node.js 20 it comes to an end
 * where the file system refuses without saying why, as `/proc` does. Throws what the operating system says.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw thrown;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

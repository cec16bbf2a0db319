import { closeSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { resolve } from 'node:path';

/** Programs found so far, by search path and name: looking again costs several system calls for each job. */
const found = new Map<string, string>();

/** Says why a program cannot be started, as execvp(3) would find out; undefined when it can. */
export function whyNotStartable(name: string, folder: string, searchPath: string): string | undefined {
  if (name.includes('/')) return whyNotExecutable(name, resolve(folder, name));
  const key = `${searchPath}\0${name}`;
  if (found.has(key)) return undefined;
  let why = `cannot start ${name}: no such program on the PATH ${searchPath}`;
  for (const place of searchPath.split(':')) {
    const path = resolve(folder, place || '.', name);
    const reason = whyNotExecutable(name, path);
    if (reason === undefined) {
      if (place.startsWith('/')) found.set(key, path);
      return undefined;
    }
    if (look(path)?.isFile()) why = reason;
  }
  return why;
}

function whyNotExecutable(name: string, path: string): string | undefined {
  let stats;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch {
    return `cannot start ${name}: permission denied`;
  }
  if (!stats) return `cannot start ${name}: no such file`;
  if (!stats.isFile()) return `cannot start ${name}: not a file`;
  if (!(stats.mode & 0o111)) return `cannot start ${name}: permission denied (the file is not executable)`;
  const interpreter = interpreterOf(path);
  if (interpreter && !look(interpreter)) {
    return `cannot start ${name}: its interpreter ${interpreter} is missing`;
  }
  return undefined;
}

/** What is at a path; undefined where nothing is, or where this user may not look (a PATH often names such folders). */
function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What the `#!` line of a script names. */
function interpreterOf(path: string): string | undefined {
  const buffer = Buffer.alloc(256);
  let file;
  try {
    file = openSync(path, 'r');
    const length = readSync(file, buffer, 0, buffer.length, 0);
    return /^#!\s*(\/\S+)/.exec(buffer.toString('latin1', 0, length))?.[1];
  } catch {
    return undefined; // Programs that may be run but not read are fine.
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

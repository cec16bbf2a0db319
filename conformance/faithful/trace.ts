import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, type Captured, type Surroundings } from '../lib/capture.ts';

/** A process as the kernel saw it. */
export interface TracedProcess {
  /** What was executed; absent for a process that only went on as its parent began it. */
  argv?: readonly string[];
  readonly children: number[];
  /** Paths of the files from which bytes were read, and to which they were written, links followed. */
  readonly reads: Set<string>;
  readonly writes: Set<string>;
}

const calls = 'execve,read,pread64,readv,write,writev,pwrite64,copy_file_range,sendfile,clone,clone3,fork,vfork';

/** Runs a command under strace, whose files go to `folder`; gives how it ended and every process by its number. */
export async function trace(command: readonly string[], folder: string, surroundings: Surroundings) {
  mkdirSync(folder);
  const strace = ['strace', '-f', '-ff', '-y', '-s', '65536', '-o', join(folder, 'of'), '-e', `trace=${calls}`];
  const ended: Captured = await capture([...strace, ...command], surroundings);
  const files = readdirSync(folder);
  const processes = new Map(files.map((file) => [Number(file.slice(3)), read(readFileSync(join(folder, file), 'utf8'))]));
  return { ended, processes };
}

function read(text: string): TracedProcess {
  const found: TracedProcess = { children: [], reads: new Set(), writes: new Set() };
  for (const line of text.split('\n')) {
    const [, call = '', rest = '', result = '-1'] = /^(\w+)\((.*)\)\s+= (-?\d+)/s.exec(line) ?? [];
    if (Number(result) < 0) continue;
    if (call === 'execve') found.argv = argvOf(rest);
    else if (/clone|fork/.test(call)) found.children.push(Number(result));
    else if (/^(copy_file_range|sendfile)/.test(call)) copied(found, call, rest);
    else if (/^p?read/.test(call)) note(found.reads, rest);
    else if (/^p?write/.test(call)) note(found.writes, rest);
  }
  return found;
}

/** Notes the file behind the descriptor that arguments begin with: `3</path>`; pipes and devices are no files. */
function note(paths: Set<string>, text: string): void {
  const path = /^\d+<(\/[^>]*)>/.exec(text)?.[1];
  if (path !== undefined && !path.startsWith('/dev/')) paths.add(path);
}

function copied({ reads, writes }: TracedProcess, call: string, rest: string): void {
  const ends = rest.match(/\d+<\/[^>]*>/g) ?? [];
  const [from = '', to = ''] = call === 'sendfile' ? ends.toReversed() : ends;
  note(reads, from);
  note(writes, to);
}

/** The second argument of execve as strace writes it: an array of strings in C. */
function argvOf(rest: string): readonly string[] {
  const array = /^"(?:[^"\\]|\\.)*", \[((?:"(?:[^"\\]|\\.)*"(?:, )?)*)\]/s.exec(rest)?.[1] ?? '';
  return Array.from(array.matchAll(/"((?:[^"\\]|\\.)*)"/gs), ([, text = '']) => unescape(text));
}

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12 };

function unescape(text: string): string {
  const bytes: number[] = [];
  for (const [one, escaped] of text.matchAll(/\\([0-7]{1,3}|.)|[^\\]/gs)) {
    if (escaped === undefined) bytes.push(...Buffer.from(one));
    else if (/^[0-7]/.test(escaped)) bytes.push(Number.parseInt(escaped, 8));
    else bytes.push(escapes[escaped] ?? escaped.charCodeAt(0));
  }
  return Buffer.from(bytes).toString();
}

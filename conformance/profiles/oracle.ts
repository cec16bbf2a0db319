import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../lib/environment.ts';
import { shared } from '../lib/places.ts';

/** A check that an entity does not meet; the entity is empty when the crate as a whole is at fault. */
export interface Miss {
  readonly check: string;
  readonly entity: string;
}

/** What rocrate-validator finds in a crate down to RECOMMENDED; a text when it gave up. */
export type Answer = readonly Miss[] | string;

export interface Question {
  readonly path: string;
  readonly profile: string;
  /** Whether the files of the crate are not there. */
  readonly metadata: boolean;
}

/** Asks rocrate-validator about crates, one after the other in one process; answers come in the order of the questions. */
export async function* askOracle(questions: readonly Question[]): AsyncGenerator<Answer> {
  const python = join(await pythonEnvironment('cwl'), 'python3');
  const program = fileURLToPath(new URL('./oracle.py', import.meta.url));
  const offline = shared('judges/offline');
  const child = spawn(python, [program, ...(offline === undefined ? [] : [offline])], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  try {
    for await (const line of createInterface(child.stdout)) yield inOurWords(JSON.parse(line) as string | Row[]);
  } finally {
    child.kill();
  }
}

type Row = readonly [severity: string, check: string, entity: string];

function inOurWords(answer: string | Row[]): Answer {
  return typeof answer === 'string' ? answer : answer.map(([, check, entity]) => ({ check, entity: idOf(entity) }));
}

/** An entity as crates write its id; where the validator names a class of its own it names no entity. */
function idOf(entity: string): string {
  if (entity.startsWith('https://github.com/crs4/rocrate-validator/')) return '';
  return entity === './' ? entity : entity.replace(/^\.\//, '');
}

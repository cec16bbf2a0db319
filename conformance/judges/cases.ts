import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fixtures } from '../lib/places.ts';

/** A fixture as the judges see it. */
export interface JudgedFixture {
  readonly name: string;
  readonly workflow: string;
  readonly job: string;
  /** Exit code that its run has to end with. */
  readonly exitCode: 0 | 1;
}

/** Fixtures whose run fails on purpose: the crate has to say so and be valid all the same. */
const failing = new Set(['failed-step']);
/** Programs beyond POSIX that a fixture needs. */
const needs: Readonly<Record<string, readonly string[]>> = { java: ['javac'], 'java-scatter': ['javac', 'java'] };

/** Every folder of `fixtures/` with a workflow and a job, except those whose programs this machine lacks. */
export function judgedFixtures(): readonly JudgedFixture[] {
  return readdirSync(fixtures)
    .sort()
    .map((name) => ({ name, workflow: join(fixtures, name, 'workflow.cwl'), job: join(fixtures, name, 'job.yml') }))
    .filter(({ name, workflow, job }) => existsSync(workflow) && existsSync(job) && (needs[name] ?? []).every(installed))
    .map((found) => ({ ...found, exitCode: failing.has(found.name) ? 1 : 0 }));
}

function installed(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

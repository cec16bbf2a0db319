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
  /** Programs that it needs and this machine lacks. */
  readonly missing: readonly string[];
}

/** Fixtures whose run fails on purpose: the crate has to say so and be valid all the same. */
const failing = new Set(['failed-step']);
/** Programs beyond POSIX that a fixture needs. */
const needs: Readonly<Record<string, readonly string[]>> = { java: ['javac'], 'java-scatter': ['javac', 'java'] };
/** Programs that a fixture needs where there is no bed with images that have them. */
const needsWithoutBed: Readonly<Record<string, readonly string[]>> = { 'variant-calling': ['bwa', 'samtools', 'bcftools'] };

/** Every folder of `fixtures/` with a workflow and a job. */
export function judgedFixtures(hasBed: boolean): readonly JudgedFixture[] {
  const missing = (name: string) =>
    [...(needs[name] ?? []), ...((hasBed ? undefined : needsWithoutBed[name]) ?? [])].filter((program) => !installed(program));
  return readdirSync(fixtures)
    .sort()
    .map((name) => ({ name, workflow: join(fixtures, name, 'workflow.cwl'), job: join(fixtures, name, 'job.yml') }))
    .filter(({ workflow, job }) => existsSync(workflow) && existsSync(job))
    .map((found) => ({ ...found, exitCode: failing.has(found.name) ? 1 : 0, missing: missing(found.name) }));
}

function installed(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

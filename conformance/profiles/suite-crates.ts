import { existsSync, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { attribution } from '../judges/make-crate.ts';
import { capture, expectSuccess } from '../lib/capture.ts';
import { pythonEnvironment } from '../lib/environment.ts';
import { crateRun } from '../lib/places.ts';
import type { Subject } from './subjects.ts';

interface Test {
  readonly id: string;
  /** Paths of the document and of its job. */
  readonly tool: string;
  readonly job: string | null;
  readonly fails: boolean;
}

/** Reads a list of tests with the parser of cwltest: the file of v1.2 indents some lists less than others take. */
const reader = `
import json, os, sys
from ruamel.yaml import YAML

def tests(path):
    place = os.path.dirname(path)
    for test in YAML(typ="safe", pure=True).load(open(path)):
        if "$import" in test:
            yield from tests(os.path.join(place, test["$import"]))
        else:
            job = test.get("job")
            tool = os.path.join(place, test["tool"])
            yield {"id": test["id"], "tool": tool, "job": job and os.path.join(place, job), "fails": test.get("should_fail", False)}

print(json.dumps(list(tests(sys.argv[1]))))
`;

/** Runs the tests of a conformance suite that have to succeed, every nth of them, without containers; gives the crates of those that do. */
export async function suiteCrates(suite: string, every: number, scratch: string): Promise<readonly Subject[]> {
  const programs = await pythonEnvironment('cwl');
  const list = await expectSuccess([join(programs, 'python3'), '-c', reader, join(suite, 'conformance_tests.yaml')]);
  const tests = JSON.parse(list) as readonly Test[];
  const chosen = tests.filter(({ fails }, at) => !fails && at % every === 0);
  const subjects: Subject[] = [];
  const queue = chosen.values();
  const env = { PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` };
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (const { id, tool, job } of queue) {
        const outdir = join(scratch, id);
        const path = `${outdir}.crate.zip`;
        mkdirSync(outdir);
        const words = [tool, ...(job === null ? [] : [job])];
        const options = ['--no-container', '--quiet', '-o', path, '--outdir', outdir, ...attribution];
        const { exitCode } = await capture([...crateRun, 'run', ...options, ...words], { env, limit: 120 });
        if (exitCode === 0 && existsSync(path)) subjects.push({ name: id, path, metadata: false });
      }
    }),
  );
  return subjects.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

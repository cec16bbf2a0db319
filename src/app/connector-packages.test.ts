import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask } from '../execution/connector/ask.ts';
import { targetsOf } from '../topology/targets.ts';
import { createDeployments } from './deployments.ts';
import { openTopology } from './open-topology.ts';

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));
let made: string[];
beforeEach(() => {
  made = [mkdtempSync(join(tmpdir(), 'connectors-'))];
});
afterEach(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function install(type: string, module: string): void {
  const folder = `${packages}crate-run-connector-${type}`;
  made.push(folder);
  mkdirSync(folder);
  writeFileSync(
    `${folder}/package.json`,
    JSON.stringify({ name: `crate-run-connector-${type}`, type: 'module', exports: './main.js' }),
  );
  writeFileSync(`${folder}/main.js`, module);
}

/** A file with one deployment, to which everything is bound. */
function fileWith(type: string, config: string): string {
  const file = join(made[0]!, 'streamflow.yml');
  const bindings = '[{ step: /, target: { deployment: d } }]';
  writeFileSync(
    file,
    `version: v1.0
workflows: { w: { type: cwl, config: { file: w.cwl }, bindings: ${bindings} } }
deployments: { d: { type: ${type}, config: ${config} } }`,
  );
  return file;
}

it('takes a type of deployment from a package that is installed beside crate-run, with its schema', async () => {
  install(
    'greeting',
    `export const connector = {
      schema: { type: 'object', properties: { words: { type: 'string' } }, additionalProperties: false },
      wraps: 'container',
      open({ config, below }) {
        const run = (command, signal) => below.connector.run({ ...command, program: 'echo ' + config.words + ';' + command.program }, signal);
        return { places: () => [{ ...below, connector: { ...below.connector, run } }], close: async () => {} };
      },
    };`,
  );
  await expect(openTopology(fileWith('greeting', '{ wrods: hello }'))).rejects.toThrow('did you mean "words"');
  const { topology, warnings } = await openTopology(fileWith('greeting', '{ words: hello }'));
  expect(warnings).toEqual([]);
  const deployments = createDeployments({ topology, run: 'r', progress: () => undefined, report: () => undefined });
  const [place] = await deployments.open(targetsOf(topology.workflows[0], '/x')[0]!);
  expect((await ask(place!.connector, { program: 'echo you' }, new AbortController().signal)).stdout).toBe('hello\nyou\n');
});

it('says what is wrong with a package, and warns of types that nobody knows', async () => {
  install('broken', 'export const connector = {};');
  await expect(openTopology(fileWith('broken', '{}'))).rejects.toMatchObject({
    code: 'TOPOLOGY_UNSUPPORTED',
    message: expect.stringContaining('exports no') as string,
  });
  for (const type of ['nosuch', '"../../etc"']) {
    const { warnings } = await openTopology(fileWith(type, '{}'));
    expect(warnings[0]?.message).toContain('there is no type');
  }
});

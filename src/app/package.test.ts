import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageLog } from './package.ts';
import { openDocument, prepare } from './prepare.ts';
import { runPrepared } from './run.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'package-test-'))));
afterEach(() => rmSync(root, { recursive: true }));

const subworkflow = new URL('../../fixtures/subworkflow/', import.meta.url).pathname;

/** Runs a workflow to a crate and keeps the folder of the run; gives the log. */
async function keptRun(): Promise<string> {
  const document = join(subworkflow, 'workflow.cwl');
  const job = join(subworkflow, 'job.yml');
  const { kept } = await runPrepared(await prepare(document, await openDocument(document), { job, inputs: {} }), {
    outdir: join(root, 'results'),
    crate: join(root, 'crate'),
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    keep: true,
    command: ['crate-run', 'wf.cwl'],
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
    warn: () => undefined,
    progress: () => undefined,
    watch: () => undefined,
  });
  return join(kept!, 'events.jsonl');
}

function contentsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

interface Entity {
  readonly '@id': string;
  readonly [property: string]: unknown;
}

function entitiesOf(folder: string): readonly Entity[] {
  const text = readFileSync(join(folder, 'ro-crate-metadata.json'), 'utf8');
  return (JSON.parse(text) as { readonly '@graph': readonly Entity[] })['@graph'];
}

describe('the crate made from a log', () => {
  it('is the crate that the run itself made, byte for byte', async () => {
    const log = await keptRun();
    const made = await packageLog(log, join(root, 'again'));
    expect(made).toMatchObject({ status: 'success', absent: {} });
    expect(contentsOf(join(root, 'again'))).toEqual(contentsOf(join(root, 'crate')));
  });

  it('tells what did happen of a run that was cut off anywhere', async () => {
    const log = await keptRun();
    const text = readFileSync(log, 'utf8');
    const lines = text.split('\n').length - 1;
    for (const part of [0.3, 0.5, 0.7, 0.95]) {
      const cut = join(root, `cut-${part}.jsonl`);
      const whole = text.split('\n').slice(0, Math.ceil(lines * part));
      writeFileSync(cut, `${whole.join('\n')}\n{"v":1,"torn`);
      const folder = join(root, `crate-${part}`);
      expect(await packageLog(cut, folder)).toMatchObject({ status: 'unfinished' });
      expect(readFileSync(join(folder, 'events.jsonl'), 'utf8')).toBe(`${whole.join('\n')}\n`);
      expect(readFileSync(join(folder, 'ro-crate-preview.html'), 'utf8')).toContain('It was cut short or still goes on');
    }
  });

  it('leaves out files that are not what the log says, and says why', async () => {
    const log = await keptRun();
    const [result] = readdirSync(join(root, 'results'));
    writeFileSync(join(root, 'results', result!), 'something else');
    const { absent } = await packageLog(log, join(root, 'again'));
    expect(Object.values(absent)).toContain('it had changed when the crate was made');
    const described = entitiesOf(join(root, 'again')).find(
      ({ name, description }) => name === result && description !== undefined,
    );
    expect(described).toMatchObject({ description: 'Not in the crate, because it had changed when the crate was made.' });
    expect(Object.values(contentsOf(join(root, 'again')))).not.toContain('something else');
  });

  it.each([
    ['a log that is not there', 'nothing.jsonl', 'does not exist'],
    ['a folder without a log', '.', 'neither the event log'],
  ])('is refused for %s', async (_, name, message) => {
    await expect(packageLog(join(root, name), join(root, 'again'))).rejects.toThrow(message);
  });

  it('is refused for a log whose names lead out of the crate', async () => {
    const log = await keptRun();
    const text = readFileSync(log, 'utf8');
    writeFileSync(log, text.replace(/"path":"[^"]*workflow.cwl"/, '"path":"../../../escaped.cwl"'));
    await expect(packageLog(log, join(root, 'deep/er/again'))).rejects.toThrow('leads out of it');
    expect(readdirSync(root)).not.toContain('escaped.cwl');
  });

  it('is refused for a log that others made up', async () => {
    const log = await keptRun();
    const lines = readFileSync(log, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"job.scheduled"'));
    writeFileSync(log, lines.with(at, lines[at]!.replace('"attempt":1', '"attempt":1000000000')).join('\n'));
    await expect(packageLog(log, join(root, 'again'))).rejects.toThrow(`line ${at + 1} at attempt must be <= 1000`);
  });
});

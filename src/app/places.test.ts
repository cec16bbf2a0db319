import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasSshd, sshUser, startSshd, type Sshd } from '../../fixtures/sshd.ts';
import type { Event } from '../event/event.ts';
import { openTopology } from './open-topology.ts';
import { openDocument, prepare } from './prepare.ts';
import { runPrepared } from './run.ts';

/** Both hosts are this machine, but nobody knows: what travels between them travels through SSH. */
describe.skipIf(!hasSshd())('a run at several locations', () => {
  let one: Sshd;
  let other: Sshd;
  let root: string;
  beforeAll(async () => ([one, other] = [await startSshd(), await startSshd()]));
  afterAll(() => [one, other].forEach((host) => host.stop()));
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'places-test-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const hostOf = ({ port, key, knownHosts }: Sshd, nodes = 1) => ({
    type: 'ssh',
    config: { nodes: Array.from({ length: nodes }, () => `127.0.0.1:${port}`), username: sshUser, sshKey: key, knownHosts },
  });

  /** Runs steps in a chain or side by side; `bindings` are those of the file of StreamFlow. */
  async function run(document: object, bindings: readonly object[], inputs: object = {}, more: object = {}) {
    const [workflow, job] = [join(root, 'wf.cwl'), join(root, 'job.json')];
    writeFileSync(workflow, JSON.stringify({ cwlVersion: 'v1.2', class: 'Workflow', ...document }));
    writeFileSync(job, JSON.stringify(inputs));
    const deployments = {
      one: { ...hostOf(one), workdir: join(root, 'one') },
      other: { ...hostOf(other), workdir: join(root, 'other') },
      ...more,
    };
    const file = { version: 'v1.0', deployments, workflows: { w: { type: 'cwl', config: { file: 'wf.cwl' }, bindings } } };
    writeFileSync(join(root, 'streamflow.yml'), JSON.stringify(file));
    const { topology } = await openTopology(join(root, 'streamflow.yml'));
    const prepared = await prepare(workflow, await openDocument(workflow), { job, inputs: {} });
    const events: Event[] = [];
    const result = await runPrepared(prepared, {
      outdir: join(root, 'results'),
      crate: join(root, 'crate'),
      tmpdirPrefix: join(root, 'tmp/'),
      evalTimeout: 10,
      command: ['crate-run', 'wf.cwl'],
      signal: new AbortController().signal,
      containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
      topology,
      warn: () => undefined,
      progress: () => undefined,
      watch: (event) => events.push(event),
    });
    const ofType = <T extends Event['type']>(type: T) =>
      events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
    return { ...result, events, ofType };
  }

  const tool = (script: string, inputs: object, outputs: object) => ({
    class: 'CommandLineTool',
    baseCommand: ['sh', '-c', script, 'sh'],
    inputs,
    outputs,
  });
  const read = { x: { type: 'File', inputBinding: {} } };
  const written = (type: string, glob: string) => ({ out: { type, outputBinding: { glob } } });
  const result = (type: string, outputSource: string) => ({ out: { type, outputSource } });
  const at = (step: string, deployment: string) => ({ step, target: { deployment } });
  const file = (path: string) => ({ class: 'File', path });

  it('moves data only where it is needed, says which way it went, and leaves nothing there', async () => {
    writeFileSync(join(root, 'x.txt'), 'hello');
    const copy = tool('cat "$1" > y.txt', read, written('File', 'y.txt'));
    const steps = {
      a: { run: copy, in: { x: 'x' }, out: ['out'] },
      b: { run: copy, in: { x: 'a/out' }, out: ['out'] },
      c: { run: copy, in: { x: 'b/out' }, out: ['out'] },
    };
    const { status, outputs, ofType } = await run(
      { inputs: { x: 'File' }, outputs: result('File', 'c/out'), steps },
      [at('/a', 'one'), at('/b', 'one'), at('/c', 'other')],
      { x: file('x.txt') },
    );
    expect(status).toBe('success');
    expect(outputs).toMatchObject({ out: { size: 5, checksum: 'sha1$aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d' } });
    expect(readFileSync(join(root, 'results/y.txt'), 'utf8')).toBe('hello');
    const routes = ofType('transfer.ended').map(({ route, bytes, fromLocation, toLocation }) => [
      route,
      bytes,
      fromLocation,
      toLocation,
    ]);
    expect(routes).toEqual([
      ['upload', 5, undefined, 'one'],
      ['relay', 5, 'one', 'other'],
      ['fetch', 5, 'other', undefined],
      ['move', 5, undefined, undefined],
    ]);
    expect(ofType('job.scheduled').map(({ location }) => location)).toEqual(['one', 'one', 'other']);
    const [intermediate] = ofType('file.described').filter(({ location }) => location.includes('/one/'));
    expect(intermediate?.location).toMatch(/^ssh:\/\/127/);
    expect(existsSync(join(root, 'crate/ro-crate-metadata.json'))).toBe(true);
    for (const workdir of ['one', 'other'])
      expect(existsSync(join(root, workdir)) ? statSync(join(root, workdir)).nlink : 2).toBe(2);
  });

  it('keeps modes, links and empty folders, and reads contents and listings that are elsewhere', async () => {
    const make = tool(
      'mkdir -p d/empty d/in && printf 42 > d/in/n && chmod 750 d/in/n && ln -s in/n d/link && cp d/in/n n.txt',
      {},
      {
        d: { type: 'Directory', outputBinding: { glob: 'd' } },
        n: { type: 'int', outputBinding: { glob: 'n.txt', loadContents: true, outputEval: '$(parseInt(self[0].contents))' } },
      },
    );
    const list = {
      class: 'ExpressionTool',
      requirements: { InlineJavascriptRequirement: {}, LoadListingRequirement: { loadListing: 'shallow_listing' } },
      inputs: { d: 'Directory', n: 'int' },
      outputs: { names: 'string[]' },
      expression: '$({names: inputs.d.listing.map(function (x) { return x.basename; }).concat(String(inputs.n))})',
    };
    const again = tool('mkdir e && cp -a "$1/." e', { d: { type: 'Directory', inputBinding: {} } }, written('Directory', 'e'));
    const { status, outputs } = await run(
      {
        requirements: { InlineJavascriptRequirement: {} },
        inputs: {},
        outputs: { names: { type: 'string[]', outputSource: 'list/names' }, e: { type: 'Directory', outputSource: 'again/out' } },
        steps: {
          make: { run: make, in: {}, out: ['d', 'n'] },
          list: { run: list, in: { d: 'make/d', n: 'make/n' }, out: ['names'] },
          again: { run: again, in: { d: 'make/d' }, out: ['out'] },
        },
      },
      [at('/make', 'one'), at('/again', 'other')],
    );
    expect(status).toBe('success');
    expect(outputs['names']).toEqual(['empty', 'in', 'link', '42']);
    const folder = join(root, 'results/e');
    expect(existsSync(join(folder, 'empty'))).toBe(true);
    expect(statSync(join(folder, 'in/n')).mode & 0o777).toBe(0o750);
    expect(readFileSync(join(folder, 'link'), 'utf8')).toBe('42');
  });

  it('lets data of a bound port stay where it is', async () => {
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/patients.csv'), 'a\nb\n');
    const count = tool('wc -l < "$1" > n.txt', read, written('File', 'n.txt'));
    const document = {
      inputs: { x: 'File' },
      outputs: result('File', 'count/out'),
      steps: { count: { run: count, in: { x: 'x' }, out: ['out'] } },
    };
    const port = { port: '/x', target: { deployment: 'one', workdir: join(root, 'data') } };
    const inputs = { x: file('patients.csv') };
    const { status, ofType } = await run(document, [at('/', 'one'), port], inputs);
    expect(status).toBe('success');
    expect(readFileSync(join(root, 'results/n.txt'), 'utf8').trim()).toBe('2');
    expect(ofType('transfer.ended').filter(({ from }) => from.includes('patients'))).toEqual([]);
    expect(ofType('file.described')[0]?.location).toContain('ssh://');

    const elsewhere = await run(document, [at('/', 'other'), port], inputs);
    expect(elsewhere.status).toBe('permanentFail');
    expect(elsewhere.failures[0]).toMatchObject({ code: 'DATA_STAYS' });
    expect(elsewhere.ofType('transfer.ended')).toEqual([]);
  });

  it('refuses what no target can ever have, before anything runs', async () => {
    const big = { ...tool('true', {}, {}), hints: { ResourceRequirement: { coresMin: 4000 } } };
    const steps = { big: { run: big, in: {}, out: [] } };
    await expect(run({ inputs: {}, outputs: {}, steps }, [at('/big', 'one')])).rejects.toThrow(/4000 cores; one has \d+/);
  });

  it('gives a job as many locations as it asks for, and their names', async () => {
    const hosts = tool('echo "$STREAMFLOW_HOSTS" > hosts', {}, written('File', 'hosts'));
    const steps = { hosts: { run: hosts, in: {}, out: ['out'] } };
    const nodes = { config: { ...hostOf(one).config, nodes: [`127.0.0.1:${one.port}`, `127.0.0.1:${other.port}`] } };
    const both = {
      ...hostOf(one),
      ...nodes,
      config: { ...nodes.config, knownHosts: [one.knownHosts, other.knownHosts] },
      workdir: join(root, 'both'),
    };
    writeFileSync(join(other.folder, 'user.pub'), readFileSync(join(one.folder, 'user.pub')));
    const { status, failures, ofType } = await run(
      { inputs: {}, outputs: result('File', 'hosts/out'), steps },
      [{ step: '/hosts', target: { deployment: 'both', locations: 2 } }],
      {},
      { both },
    );
    expect([status, failures]).toEqual(['success', []]);
    expect(readFileSync(join(root, 'results/hosts'), 'utf8').trim().split(',')).toHaveLength(2);
    expect(ofType('job.scheduled')[0]).toMatchObject({
      location: `both/127.0.0.1:${one.port}`,
      others: [`both/127.0.0.1:${other.port}`],
    });
  });

  it('passes over a target that cannot be reached', async () => {
    const steps = { a: { run: tool('echo x > y', {}, written('File', 'y')), in: {}, out: ['out'] } };
    const gone = { type: 'ssh', config: { nodes: ['127.0.0.1:9'], username: 'me', sshKey: one.key } };
    const target = [{ deployment: 'gone' }, { deployment: 'one' }];
    const { status, ofType } = await run(
      { inputs: {}, outputs: result('File', 'a/out'), steps },
      [{ step: '/a', target }],
      {},
      { gone },
    );
    expect(status).toBe('success');
    expect(ofType('job.scheduled').map(({ location }) => location)).toEqual(['one']);
  });

  it('refuses a link to what is no input as an output', async () => {
    const steps = { a: { run: tool('ln -s /etc/passwd y', {}, written('File', 'y')), in: {}, out: ['out'] } };
    const { failures } = await run({ inputs: {}, outputs: result('File', 'a/out'), steps }, [at('/a', 'one')]);
    expect(failures[0]).toMatchObject({ code: 'TOOL_UNSAFE_PATH' });
    expect(lstatSync(join(root, 'results')).isDirectory()).toBe(true);
    expect(() => readlinkSync(join(root, 'results/y'))).toThrow();
  });
});

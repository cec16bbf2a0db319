import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fileUri } from '../base/uri.ts';
import { localFiles } from '../execution/data/access.ts';
import { listOutputs } from '../execution/data/listing.ts';
import { createLocalRunner } from '../execution/run/local.ts';
import { createEvaluator } from '../language/expression/evaluate.ts';
import { defaultLimits, openSandbox, type Sandbox } from '../language/expression/sandbox.ts';
import type { InputParameter, ToolOutputParameter } from '../language/model/parameter.ts';
import type { CommandLineTool, ExpressionTool } from '../language/model/process.ts';
import type { Requirement } from '../language/model/requirement.ts';
import type { CwlFile, CwlObject } from '../language/model/value.ts';
import { bindInputs } from './bind.ts';
import { exitStatus } from './exit-status.ts';
import { runExpressionTool } from './expression-tool.ts';
import { collectOutputs } from './outputs.ts';
import { plainMpi } from './mpi.ts';
import { prepareJob } from './prepare.ts';
import { evaluateResources } from './resources.ts';

let root: string;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox(defaultLimits);
  evaluatorFor(tool({ requirements: [javascript] })).evaluate('$(1)', { inputs: {}, self: null }); // Waits for its thread.
});
beforeEach(() => void (root = realpathSync(mkdtempSync(join(tmpdir(), 'job-')))));
afterEach(() => rmSync(root, { recursive: true }));

const javascript: Requirement = { class: 'InlineJavascriptRequirement', expressionLib: [] };

type Draft = Partial<CommandLineTool> & {
  script?: string;
  in?: Record<string, Omit<InputParameter, 'name'>>;
  out?: Record<string, Omit<ToolOutputParameter, 'name'>>;
};

function tool({ script, in: inputs = {}, out = {}, ...more }: Draft): CommandLineTool {
  const named = <T>(fields: Record<string, T>) => Object.entries(fields).map(([name, field]) => ({ name, ...field }));
  const codes = { successCodes: [], temporaryFailCodes: [], permanentFailCodes: [] };
  return {
    class: 'CommandLineTool',
    id: '#main',
    cwlVersion: 'v1.2',
    document: 'file:///t.cwl',
    inputs: named(inputs),
    outputs: named(out),
    requirements: [],
    hints: [],
    schemas: [],
    baseCommand: script === undefined ? ['true'] : ['sh', '-c', script],
    arguments: [],
    ...codes,
    ...more,
  };
}

function evaluatorFor(process: CommandLineTool | ExpressionTool) {
  const lib = process.requirements.find((one) => one.class === 'InlineJavascriptRequirement')?.expressionLib;
  return createEvaluator({ cwlVersion: process.cwlVersion, expressionLib: lib, sandbox });
}

/** From input object to output object, for real. */
async function run(draft: Draft, values: CwlObject = {}, discover = true) {
  rmSync(`${root}/job`, { recursive: true, force: true });
  const process = tool(draft);
  const evaluator = evaluatorFor(process);
  const demands = { requirements: process.requirements, hints: process.hints };
  const { cwlVersion, inputs: parameters } = process;
  const inputs = bindInputs({ parameters, values, demands, cwlVersion, evaluator, files: localFiles, discover });
  const layout = { outdir: `${root}/job/out`, tmpdir: `${root}/job/tmp`, stagedir: `${root}/job/in` };
  const resources = evaluateResources(demands, cwlVersion, inputs, evaluator);
  const prepared = prepareJob({
    tool: process,
    demands,
    inputs,
    layout,
    folders: layout,
    image: undefined,
    evaluator,
    resources,
    variables: { PATH: '/usr/bin:/bin' },
    mpi: plainMpi,
  });
  const runner = createLocalRunner(root);
  const execution = await runner.run(prepared.spec, `${root}/job`, new AbortController().signal);
  await runner.close();
  expect(execution.problem).toBeUndefined();
  const remains = { exitCode: execution.exitCode!, entries: listOutputs(prepared.spec), files: localFiles, evaluator };
  const outputs = collectOutputs(prepared, remains);
  return { outputs, prepared, execution, status: exitStatus(process, execution.exitCode) };
}

function put(path: string, text = path): CwlFile {
  mkdirSync(dirname(`${root}/${path}`), { recursive: true });
  writeFileSync(`${root}/${path}`, text);
  return { class: 'File', location: fileUri(`${root}/${path}`) };
}
const glob = (...patterns: string[]) => ({ glob: patterns });
const out = (name: string) => `${root}/job/out/${name}`;

describe('inputs of a job', () => {
  it('appear in folders of their own, with their names', async () => {
    const script = 'cat "$0" "$1"; ls "$(dirname "$0")"';
    const draft = {
      script,
      in: { a: { type: 'File', inputBinding: { position: 1 } }, b: { type: 'File', inputBinding: { position: 2 } } },
      stdout: 'o',
    } as const;
    const values = { a: { ...put('x/same.txt', 'A'), secondaryFiles: [put('x/other.idx')] }, b: put('y/same.txt', 'B') };
    await run(draft, values);
    expect(readFileSync(out('o'), 'utf8')).toBe('ABother.idx\nsame.txt\n');
  });

  it('are literals too, files and folders', async () => {
    const listing: CwlFile[] = [{ class: 'File', basename: 'f', contents: 'inside' }];
    const draft = {
      script: 'cat "$0/f" "$1"',
      in: { d: { type: 'Directory', inputBinding: { position: 1 } }, l: { type: 'File', inputBinding: { position: 2 } } },
      stdout: 'o',
    } as const;
    await run(draft, { d: { class: 'Directory', basename: 'dir', listing }, l: { class: 'File', contents: 'text' } });
    expect(readFileSync(out('o'), 'utf8')).toBe('insidetext');
  });

  it('are known by name parts and size before the job runs', async () => {
    const draft = {
      baseCommand: ['echo'],
      arguments: ['$(inputs.f.nameroot)', '$(inputs.f.nameext)', '$(inputs.f.size)'].map((valueFrom) => ({ valueFrom })),
      in: { f: { type: 'File' } },
      stdout: 'o',
    } as const;
    await run(draft, { f: put('a b#1.tar.gz', '12345') });
    expect(readFileSync(out('o'), 'utf8')).toBe('a b#1.tar .gz 5\n');
  });

  it('must exist, have the right type, and be there', async () => {
    const code = 'CWL_INPUT';
    const draft = { in: { f: { type: 'File' } } } as const;
    await expect(run(draft, { f: { class: 'File', location: `file://${root}/none` } })).rejects.toMatchObject({
      code: 'DATA_NOT_FOUND',
      message: `input f: ${root}/none does not exist`,
    });
    await expect(run(draft, { f: 3 })).rejects.toMatchObject({ code });
    await expect(run(draft)).rejects.toMatchObject({ code, message: 'input f: a value is missing; expected File' });
  });

  it('take defaults for null only', async () => {
    const draft = {
      baseCommand: ['echo'],
      in: { a: { type: 'int', default: 7, inputBinding: {} }, b: { type: 'int', default: 7, inputBinding: {} } },
      stdout: 'o',
    } as const;
    await run(draft, { a: 0, b: null });
    expect(readFileSync(out('o'), 'utf8')).toBe('0 7\n');
  });

  it('bring their secondary files, found beside them or listed', async () => {
    const secondaryFiles = [{ pattern: '.idx' }, { pattern: '^.dict', required: false }, { pattern: '$(self.basename).x' }];
    const draft = {
      script: 'ls "$(dirname "$0")"',
      in: { f: { type: 'File', secondaryFiles, inputBinding: {} } },
      stdout: 'o',
    } as const;
    for (const name of ['f.fa', 'f.fa.idx', 'f.fa.x']) put(name);
    await run(draft, { f: put('f.fa') });
    expect(readFileSync(out('o'), 'utf8')).toBe('f.fa\nf.fa.idx\nf.fa.x\n');
  });

  it('are refused without a required secondary file, and are not searched for inside a workflow', async () => {
    const draft = { in: { f: { type: 'File', secondaryFiles: [{ pattern: '.idx' }] } } } as const;
    const message = 'input f: f.fa needs the secondary file f.fa.idx, which is missing';
    await expect(run(draft, { f: put('f.fa') })).rejects.toMatchObject({ code: 'DATA_NOT_FOUND', message });
    put('f.fa.idx');
    await expect(run(draft, { f: put('f.fa') }, false)).rejects.toMatchObject({ message });
  });

  it('can have their secondary files renamed by an expression', async () => {
    const pattern = '${ return [{class: "File", location: inputs.other.location, basename: self.nameroot + ".new"}]; }';
    const draft = {
      requirements: [javascript],
      script: 'ls "$(dirname "$0")"',
      in: { f: { type: 'File', secondaryFiles: [{ pattern }], inputBinding: {} }, other: { type: 'File' } },
      stdout: 'o',
    } as const;
    await run(draft, { f: put('f.txt'), other: put('somewhere/o.acc') });
    expect(readFileSync(out('o'), 'utf8')).toBe('f.new\nf.txt\n');
  });

  it('are checked for their format', async () => {
    const draft = { in: { f: { type: 'File', format: ['http://e/a', 'http://e/b'] } } } as const;
    await run(draft, { f: { ...put('f'), format: 'http://e/b' } });
    await expect(run(draft, { f: { ...put('f'), format: 'http://e/c' } })).rejects.toMatchObject({
      code: 'CWL_FORMAT',
      message: 'input f: f has format http://e/c; expected http://e/a or http://e/b',
    });
    await expect(run(draft, { f: put('f') })).rejects.toMatchObject({ code: 'CWL_FORMAT' });
  });

  it('are read by loadContents, up to 64 KiB', async () => {
    const draft = {
      baseCommand: ['echo'],
      in: { f: { type: 'File', loadContents: true } },
      arguments: [{ valueFrom: '$(inputs.f.contents)' }],
      stdout: 'o',
    } as const;
    await run(draft, { f: put('f', 'héllo') });
    expect(readFileSync(out('o'), 'utf8')).toBe('héllo\n');
    const f = put('big', 'x'.repeat(64 * 1024 + 1));
    await expect(run(draft, { f })).rejects.toMatchObject({ code: 'TOOL_INVALID' });
    const { prepared } = await run({ ...draft, cwlVersion: 'v1.1', baseCommand: ['true'] }, { f });
    expect((prepared.inputs['f'] as CwlFile).contents).toHaveLength(64 * 1024);
  });

  it('list folders as deep as the version says', async () => {
    put('d/sub/f');
    const d = { class: 'Directory', location: `file://${root}/d` } as const;
    const listed = async (cwlVersion: 'v1.0' | 'v1.2') =>
      (await run({ cwlVersion, in: { d: { type: 'Directory' } } }, { d })).prepared.inputs['d'];
    expect(await listed('v1.2')).not.toHaveProperty('listing');
    expect(await listed('v1.0')).toMatchObject({
      listing: [{ basename: 'sub', listing: [{ basename: 'f', size: 7, path: `${root}/job/in/1/d/sub/f` }] }],
    });
  });

  it('stay the same objects when nothing is to be added', () => {
    const { inputs: parameters, cwlVersion } = tool({ in: { f: { type: { type: 'array', items: 'File' } } } });
    const evaluator = evaluatorFor(tool({}));
    const bind = (values: CwlObject) =>
      bindInputs({ parameters, values, demands: { requirements: [], hints: [] }, cwlVersion, evaluator, files: localFiles });
    const once = bind({ f: [put('f')] });
    expect(bind(once)['f']).toBe(once['f']);
  });
});

describe('the working folder of a job', () => {
  const workdir = (listing: Extract<Requirement, { class: 'InitialWorkDirRequirement' }>['listing']): Requirement => ({
    class: 'InitialWorkDirRequirement',
    listing,
  });
  const f = { type: 'File' } as const;

  it('holds text, values as JSON, inputs and lists of them', async () => {
    const listing = [
      { entryname: 'sub/text', entry: 'size $(inputs.f.size)\n' },
      { entryname: 'json', entry: '$(inputs.r)' },
      { entryname: 'new', entry: '$(inputs.f)' },
      '$(inputs.list)',
      null,
    ];
    const draft = {
      script: 'cat sub/text json; cat new; cat l1 l2; echo; echo "$0"',
      requirements: [workdir(listing)],
      in: { f: { ...f, inputBinding: {} }, r: { type: 'Any' }, list: { type: { type: 'array', items: 'File' } } },
      stdout: 'o',
    } as const;
    await run(draft, { f: put('f', 'F'), r: { b: [1, 'x'], a: null }, list: [put('l1', '1'), put('l2', '2')] });
    expect(readFileSync(out('o'), 'utf8')).toBe(`size 1\n{"a": null, "b": [1, "x"]}F12\n${out('new')}\n`);
  });

  it('lets the job write to copies, not to originals', async () => {
    const listing = [
      { entry: '$(inputs.f)', writable: true },
      { entry: '$(inputs.d)', writable: true },
    ];
    put('d/inner', 'old');
    await run(
      { script: 'echo new > f; echo new > d/inner', requirements: [workdir(listing)], in: { f, d: { type: 'Directory' } } },
      { f: put('f', 'old'), d: { class: 'Directory', location: `file://${root}/d` } },
    );
    expect(readFileSync(`${root}/f`, 'utf8')).toBe('old');
    expect(readFileSync(`${root}/d/inner`, 'utf8')).toBe('old');
  });

  it('works on the original with InplaceUpdateRequirement', async () => {
    const requirements = [
      workdir([{ entry: '$(inputs.f)', writable: true }]),
      { class: 'InplaceUpdateRequirement', inplaceUpdate: true },
    ] as const;
    const { outputs } = await run(
      { script: 'echo new > f', requirements, in: { f }, out: { o: { type: 'File', outputBinding: glob('f') } } },
      { f: put('f', 'old') },
    );
    expect(readFileSync(`${root}/f`, 'utf8')).toBe('new\n');
    expect(outputs['o']).toMatchObject({ size: 4 });
  });

  it('does not write into an input folder when something is put below it', async () => {
    put('d/inner');
    const listing = ['$(inputs.d)', { entryname: 'd/added', entry: 'x' }];
    await run(
      { script: 'test -e d/inner && test -e d/added', requirements: [workdir(listing)], in: { d: { type: 'Directory' } } },
      { d: { class: 'Directory', location: `file://${root}/d` } },
    );
    expect(localFiles.names(`${root}/d`)).toEqual(['inner']);
  });

  it.each([
    [{ entryname: '../x', entry: 't' }, 'TOOL_UNSAFE_PATH'],
    [{ entryname: 'a/../../x', entry: 't' }, 'TOOL_UNSAFE_PATH'],
    [{ entryname: '/x', entry: 't' }, 'CWL_UNSUPPORTED'],
    [{ entry: 'text without a name' }, 'TOOL_INVALID'],
    [{ entryname: 'n', entry: '$(inputs.list)' }, 'TOOL_INVALID'],
  ])('refuses %j', async (entry, code) => {
    const draft = { requirements: [workdir([entry])], in: { list: { type: { type: 'array', items: 'File' } } } } as const;
    await expect(run(draft, { list: [put('l')] })).rejects.toMatchObject({ code });
  });

  it('refuses two different things under one name', async () => {
    const listing = [
      { entryname: 'x', entry: 'one' },
      { entryname: 'x', entry: 'two' },
    ];
    await expect(run({ requirements: [workdir(listing)] })).rejects.toMatchObject({ code: 'TOOL_INVALID' });
  });

  it.each(['/etc/x', '../x', 'a/../../x'])('refuses stdout %s', async (stdout) => {
    await expect(run({ stdout })).rejects.toMatchObject({ code: 'TOOL_UNSAFE_PATH' });
  });
});

describe('outputs of a job', () => {
  it('are Files with location, names and size, and nothing that only the job knew', async () => {
    const { outputs } = await run({
      script: 'printf abc > "a b.txt"',
      out: { o: { type: 'File', outputBinding: glob('*.txt') } },
    });
    expect(outputs['o']).toEqual({
      class: 'File',
      location: `file://${root}/job/out/a%20b.txt`,
      basename: 'a b.txt',
      nameroot: 'a b',
      nameext: '.txt',
      size: 3,
    });
  });

  it.each([
    ['File', ['*.none'], 'output o: nothing matches *.none; expected one'],
    ['File', ['*.txt'], 'output o: 2 files match *.txt; expected one'],
    ['Directory', ['1.txt'], 'output o: '],
  ] as const)('do not fit %s when glob is %j', async (type, patterns, message) => {
    const error = { code: 'TOOL_OUTPUT', message: expect.stringContaining(message) as string };
    await expect(
      run({ script: 'touch 1.txt 2.txt', out: { o: { type, outputBinding: glob(...patterns) } } }),
    ).rejects.toMatchObject(error);
  });

  it('follow the type: null, one, many, in the order of patterns', async () => {
    const files = { type: 'array', items: 'File' } as const;
    const { outputs } = await run({
      script: 'touch b.2 a.2 c.1',
      out: {
        none: { type: ['null', 'File'], outputBinding: glob('x') },
        empty: { type: files, outputBinding: glob('x') },
        many: { type: files, outputBinding: glob('*.1', '*.2') },
        either: { type: ['File', files], outputBinding: glob('*.1') },
        here: { type: 'Directory', outputBinding: glob('$(runtime.outdir)') },
      },
    });
    expect(outputs).toMatchObject({
      none: null,
      empty: [],
      many: [{ basename: 'c.1' }, { basename: 'a.2' }, { basename: 'b.2' }],
      either: { basename: 'c.1' },
      here: { basename: 'out' },
    });
  });

  it('are evaluated, from contents, exit code and anything else', async () => {
    const { outputs, status } = await run({
      requirements: [javascript],
      script: 'printf 42 > n; exit 3',
      successCodes: [3],
      out: {
        n: { type: 'int', outputBinding: { glob: ['n'], loadContents: true, outputEval: '$(parseInt(self[0].contents))' } },
        code: { type: 'int', outputBinding: { outputEval: '$(runtime.exitCode)' } },
        zero: { type: ['null', 'int'], outputBinding: { outputEval: '$(0)' } },
        f: {
          type: 'File',
          outputBinding: { glob: ['n'], loadContents: true, outputEval: '${ self[0].basename = "renamed"; return self; }' },
        },
      },
    });
    expect(outputs).toMatchObject({ n: 42, code: 3, zero: 0, f: { basename: 'renamed', location: `file://${out('n')}` } });
    expect(outputs['f']).not.toHaveProperty('contents');
    expect(status).toBe('success');
  });

  it('are records, field by field, with secondary files and formats of their own', async () => {
    const type = {
      type: 'record',
      fields: [
        {
          name: 'a',
          type: 'File',
          secondaryFiles: [{ pattern: '.idx' }, { pattern: '.gone' }],
          format: ['http://e/f'],
          outputBinding: glob('a'),
        },
        { name: 'b', type: { type: 'array', items: 'File' }, outputBinding: glob('b*') },
      ],
    } as const;
    const { outputs } = await run({ script: 'touch a a.idx b1 b2', out: { r: { type } } });
    expect(outputs['r']).toMatchObject({
      a: { basename: 'a', format: 'http://e/f', secondaryFiles: [{ basename: 'a.idx', location: `file://${out('a.idx')}` }] },
      b: [{ basename: 'b1' }, { basename: 'b2' }],
    });
  });

  it('lack a required secondary file', async () => {
    const secondaryFiles = [{ pattern: '.idx', required: true }];
    await expect(
      run({ script: 'touch a', out: { o: { type: 'File', secondaryFiles, outputBinding: glob('a') } } }),
    ).rejects.toMatchObject({ code: 'TOOL_OUTPUT', message: 'output o: the secondary file a.idx of a is missing' });
  });

  it('may be inputs that are passed on', async () => {
    const f = put('f');
    const { outputs } = await run(
      { in: { f: { type: 'File' } }, out: { o: { type: 'File', outputBinding: { outputEval: '$(inputs.f)' } } } },
      { f },
    );
    expect(outputs['o']).toMatchObject({ location: f.location!, basename: 'f' });
    expect(outputs['o']).not.toHaveProperty('path');
  });

  it('come from cwl.output.json, every digit of them', async () => {
    const script = `mkdir d; echo hi > d/x; echo '{"n": 1${'0'.repeat(42)}, "f": {"class": "File", "path": "d/x"}, "g": {"class": "File", "location": "file://'$PWD'/d/x"}}' > cwl.output.json`;
    const { outputs } = await run({
      script,
      out: { n: { type: 'double' }, f: { type: 'File' }, g: { type: 'File' }, h: { type: ['null', 'int'] } },
    });
    expect(outputs).toMatchObject({
      n: 10n ** 42n,
      f: { location: `file://${out('d/x')}`, size: 3 },
      g: { basename: 'x' },
      h: null,
    });
  });

  it.each([
    ['ln -s /etc/passwd x', glob('x')],
    ['mkdir d; ln -s /etc/passwd d/x', glob('d')],
    ['ln -s ../../gone x', glob('x')],
    [`echo '{"o": {"class": "File", "path": "/etc/passwd"}}' > cwl.output.json`, glob('x')],
    [`echo '{"o": {"class": "File", "location": "../../../x"}}' > cwl.output.json`, glob('x')],
    ['ln -s /etc/passwd cwl.output.json', glob('x')],
    ['true', glob('../*')],
    ['true', { outputEval: '$({"class": "File", "location": "file:///etc/passwd"})' }],
  ])('never lead out of the job: %s', async (script, outputBinding) => {
    const draft = { requirements: [javascript], script, out: { o: { type: ['File', 'Directory'], outputBinding } } } as const;
    await expect(run(draft)).rejects.toMatchObject({ code: 'TOOL_UNSAFE_PATH' });
  });

  it('may be links to files of the job or to its inputs', async () => {
    const script = 'mkdir d; echo hi > d/real; ln -s d/real inner; ln -s "$0" given; ln -s d/none dangling';
    const draft = { script, in: { f: { type: 'File', inputBinding: {} } } } as const;
    symlinkSync(`${root}/f`, `${root}/link`);
    put('f', 'FF');
    const f = { class: 'File', location: `file://${root}/link` } as const;
    const { outputs } = await run(
      { ...draft, out: { a: { type: 'File', outputBinding: glob('inner') }, b: { type: 'File', outputBinding: glob('given') } } },
      { f },
    );
    expect(outputs).toMatchObject({ a: { basename: 'inner', size: 3 }, b: { basename: 'given', size: 2 } });
    rmSync(`${root}/job`, { recursive: true });
    await expect(run({ ...draft, out: { a: { type: 'File', outputBinding: glob('dangling') } } }, { f })).rejects.toMatchObject({
      code: 'TOOL_OUTPUT',
    });
  });

  it('find streams under names that look like patterns', async () => {
    const { outputs } = await run({
      script: 'echo hi',
      stdout: 'a[1].txt',
      out: { o: { type: 'File', outputBinding: glob('a[1].txt') } },
    });
    expect(outputs['o']).toMatchObject({ basename: 'a[1].txt' });
  });
});

describe('what a job asks for', () => {
  const resources = (demand: object, cwlVersion: 'v1.0' | 'v1.2' = 'v1.2') => {
    const requirements = [{ class: 'ResourceRequirement', ...demand } as Requirement];
    return evaluateResources({ requirements, hints: [] }, cwlVersion, { n: 3 }, evaluatorFor(tool({})));
  };

  it('is rounded up, with the defaults of the version', () => {
    expect(resources({ coresMin: 1.25, ramMin: '$(inputs.n)', tmpdirMax: 5 })).toEqual({
      cores: 2,
      ram: 3,
      tmpdirSize: 5,
      outdirSize: 1024,
    });
    expect(resources({}, 'v1.0').ram).toBe(1024);
    expect(resources({}).ram).toBe(256);
  });

  it.each([{ coresMin: -1 }, { ramMin: 'much' }, { coresMin: 3, coresMax: 2 }])('makes sense: %j', (demand) => {
    expect(() => resources(demand)).toThrow(expect.objectContaining({ code: 'TOOL_INVALID' }));
  });

  it('is the environment and nothing else', async () => {
    const requirements: Requirement[] = [
      { class: 'EnvVarRequirement', envDef: [{ envName: 'N', envValue: '$(runtime.cores) cores' }] },
    ];
    const { prepared } = await run({ requirements });
    expect(prepared.spec.environment).toEqual({
      HOME: `${root}/job/out`,
      TMPDIR: `${root}/job/tmp`,
      PATH: '/usr/bin:/bin',
      N: '1 cores',
    });
    expect(prepared.requestedVariables).toEqual(['N']);
  });

  it('is a time limit of seconds; zero is none, less is wrong', async () => {
    const limited = (timelimit: number) => run({ requirements: [{ class: 'ToolTimeLimit', timelimit }] });
    expect((await limited(9)).prepared.spec.timeLimit).toBe(9);
    expect((await limited(0)).prepared.spec).not.toHaveProperty('timeLimit');
    await expect(limited(-1)).rejects.toMatchObject({ code: 'TOOL_INVALID' });
  });
});

describe('an expression tool', () => {
  const expressionTool = (expression: string): ExpressionTool => {
    const { class: _, outputs: __, ...common } = tool({});
    return { ...common, class: 'ExpressionTool', requirements: [javascript], expression, outputs: [{ name: 'o', type: 'Any' }] };
  };
  const evaluate = (expression: string, inputs: CwlObject) => {
    const process = expressionTool(expression);
    return runExpressionTool(process, inputs, evaluatorFor(process), localFiles)['o'];
  };

  it('passes files on under new names, and makes literals', () => {
    const f = { ...put('f.txt', 'abc'), basename: 'f.txt', size: 3 };
    expect(evaluate('${ inputs.f.basename = "g.md"; return {o: inputs.f}; }', { f })).toEqual({
      ...f,
      basename: 'g.md',
      nameroot: 'g',
      nameext: '.md',
    });
    expect(evaluate('$({o: {class: "File", path: inputs.f.path}})', { f })).toMatchObject({
      location: f.location!,
      basename: 'f.txt',
      size: 3,
    });
    expect(evaluate('$({o: {class: "File", basename: "l", contents: "hé"}})', {})).toMatchObject({
      contents: 'hé',
      size: 3,
      basename: 'l',
    });
  });

  it('must give an object', () => {
    expect(() => evaluate('$(3)', {})).toThrow('must give an object');
  });
});

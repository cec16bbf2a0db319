import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event } from '../event/event.ts';
import type { CwlObject } from '../language/model/value.ts';
import { openDocument, prepare } from './prepare.ts';
import { runPrepared } from './run.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'loop-test-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
});

async function run(document: object, inputs: CwlObject, crate?: string) {
  const path = join(root, 'wf.cwl');
  writeFileSync(path, JSON.stringify(document));
  const prepared = await prepare(path, await openDocument(path), { inputs });
  const events: Event[] = [];
  const result = await runPrepared(prepared, {
    outdir: join(root, 'results'),
    ...(crate !== undefined && { crate }),
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    command: ['crate-run', 'wf.cwl'],
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
    warn: () => undefined,
    progress: () => undefined,
    watch: (event) => events.push(event),
  });
  return { ...result, events };
}

type Rules = Readonly<
  Record<string, string | readonly string[] | { readonly from?: string | readonly string[]; [field: string]: unknown }>
>;

/** How the two kinds of documents write a loop. */
const forms = {
  'cwltool:Loop': {
    version: 'v1.2',
    loop: (when: string, rules: Rules, all = false) => ({
      requirements: {
        'cwltool:Loop': { loopWhen: when, loop: renamed(rules, 'loopSource'), outputMethod: all ? 'all' : 'last' },
      },
    }),
  },
  'loop of v1.3': {
    version: 'v1.3.0-dev1',
    loop: (when: string, rules: Rules, all = false) => ({
      when,
      loop: renamed(rules, 'outputSource'),
      ...(all && { outputMethod: 'all_iterations' }),
    }),
  },
};

function renamed(rules: Rules, field: string): object {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      if (typeof rule === 'string' || !('from' in rule)) return [name, rule];
      const { from, ...rest } = rule;
      return [name, { [field]: from, ...rest }];
    }),
  );
}

const tool = (inputs: object, outputs: object, body: string) => ({
  class: 'ExpressionTool',
  inputs,
  outputs,
  expression: `\${ ${body} }`,
});
/** Puts interest on a sum of money. */
const save = tool({ sum: 'int', interest: 'int' }, { total: 'int' }, 'return {total: inputs.sum + inputs.interest};');
const requirements = {
  InlineJavascriptRequirement: {},
  StepInputExpressionRequirement: {},
  MultipleInputFeatureRequirement: {},
  ScatterFeatureRequirement: {},
  SubworkflowFeatureRequirement: {},
};

describe.each(Object.entries(forms))('%s', (_, { version, loop }) => {
  const workflow = (inputs: object, step: object, type: unknown, source: unknown = 'year/total') => ({
    cwlVersion: version,
    class: 'Workflow',
    $namespaces: { cwltool: 'http://commonwl.org/cwltool#' },
    requirements,
    inputs,
    outputs: { result: typeof source === 'object' ? { type, ...source } : { type, outputSource: source } },
    steps: { year: step },
  });
  const saving = (looping: object, type: unknown = 'int?') =>
    workflow(
      { sum: 'int', interest: 'int' },
      { run: save, in: { sum: 'sum', interest: 'interest' }, out: ['total'], ...looping },
      type,
    );
  const inner = (inputs: object, outputs: object, steps: object) => ({ class: 'Workflow', requirements, inputs, outputs, steps });
  const resultOf = async (document: object, inputs: CwlObject) => (await run(document, inputs)).outputs['result'];

  it('gives what its last iteration made', async () => {
    const { outputs, events, status } = await run(saving(loop('$(inputs.sum < 10)', { sum: 'total' })), { sum: 3, interest: 3 });
    expect({ outputs, status }).toEqual({ outputs: { result: 12 }, status: 'success' });
    const created = events.flatMap((event) => (event.type === 'job.created' ? [event] : []));
    expect(created.map(({ job, inputs }) => [job, inputs['sum'], inputs['interest']])).toEqual([
      ['/year@0.0', '#sum@0', '#interest@0'],
      ['/year@0.1', '/year/total@0.0', '#interest@0'],
      ['/year@0.2', '/year/total@0.1', '#interest@0'],
    ]);
    expect(events.filter((event) => event.type === 'job.skipped')).toMatchObject([
      { job: '/year@0.3', inputs: { sum: '/year/total@0.2' }, when: '$(inputs.sum < 10)' },
    ]);
  });

  it('can be run again from its crate', async () => {
    await run(saving(loop('$(inputs.sum < 10)', { sum: 'total' })), { sum: 3, interest: 3 }, join(root, 'crate'));
    const packed = JSON.parse(readFileSync(join(root, 'crate/packed.cwl'), 'utf8')) as object;
    expect((await run(packed, { sum: 1, interest: 4 })).outputs).toEqual({ result: 13 });
  });

  it('gives what every iteration made', async () => {
    const document = saving(loop('$(inputs.sum < 10)', { sum: 'total' }, true), 'int[]');
    expect(await resultOf(document, { sum: 3, interest: 3 })).toEqual([6, 9, 12]);
  });

  it('gives nothing when it never runs', async () => {
    const never = (all: boolean) => saving(loop('$(inputs.sum < 3)', { sum: 'total' }, all), all ? 'int[]' : 'int?');
    expect(await resultOf(never(false), { sum: 3, interest: 3 })).toBeNull();
    expect(await resultOf(never(true), { sum: 3, interest: 3 })).toEqual([]);
  });

  it('takes several values into the next iteration', async () => {
    const both = tool({ a: 'int', b: 'int' }, { a2: 'int', b2: 'int' }, 'return {a2: inputs.b, b2: inputs.a + inputs.b};');
    const fibonacci = workflow(
      { a: 'int', b: 'int' },
      { run: both, in: { a: 'a', b: 'b' }, out: ['a2', 'b2'], ...loop('$(inputs.b < 50)', { a: 'a2', b: 'b2' }, true) },
      'int[]',
      'year/b2',
    );
    expect(await resultOf(fibonacci, { a: 1, b: 1 })).toEqual([2, 3, 5, 8, 13, 21, 34, 55]);
  });

  it('evaluates valueFrom with what the iteration before was given and made', async () => {
    const rule = {
      sum: { from: 'total', valueFrom: '$(self + inputs.sum)' },
      interest: { valueFrom: '$(self === null ? inputs.interest + 1 : 0)' },
    };
    const document = saving(loop('$(inputs.sum < 20)', rule, true), 'int[]');
    // 1+1=2, then 2+1=3 with 2: 5, then 5+3=8 with 3: 11, then 11+8=19 with 4: 23, then 23+19.
    expect(await resultOf(document, { sum: 1, interest: 1 })).toEqual([2, 5, 11, 23]);
  });

  it('evaluates valueFrom of the step itself once', async () => {
    const letters = tool({ n: 'int', label: 'string' }, { text: 'string' }, 'return {text: inputs.label + inputs.n};');
    const document = workflow(
      { end: 'int' },
      {
        run: letters,
        in: { n: { default: 0 }, end: 'end', label: { valueFrom: 'from $(inputs.n), now:' } },
        out: ['text'],
        ...loop('$(inputs.n < inputs.end)', { n: { valueFrom: '$(inputs.n + 1)' } }, true),
      },
      'string[]',
      'year/text',
    );
    expect(await resultOf(document, { end: 2 })).toEqual(['from 0, now:0', 'from 0, now:1']);
  });

  it('makes files anew for each iteration', async () => {
    const name = (n: string) => `\${ return {class: 'File', basename: 'n', contents: 'note ' + (${n})}; }`;
    const read = {
      class: 'CommandLineTool',
      baseCommand: 'cat',
      stdout: 'out',
      inputs: { note: { type: 'File', inputBinding: {} } },
      outputs: {
        text: { type: 'string', outputBinding: { glob: 'out', loadContents: true, outputEval: '$(self[0].contents)' } },
      },
    };
    const document = workflow(
      {},
      {
        run: { ...read, requirements },
        in: { n: { default: 0 }, note: { valueFrom: name('inputs.n') } },
        out: ['text'],
        ...loop('$(inputs.n < 3)', { n: { valueFrom: '$(inputs.n + 1)' }, note: { valueFrom: name('inputs.n + 1') } }, true),
      },
      'string[]',
      'year/text',
    );
    expect(await resultOf(document, {})).toEqual(['note 0', 'note 1', 'note 2']);
  });

  /** Small sums are doubled, others get ten; each branch leaves the output of the other null. */
  const branches = inner(
    { sum: 'int' },
    { small: { type: 'int?', outputSource: 's/out' }, large: { type: 'int?', outputSource: 'l/out' } },
    {
      s: {
        when: '$(inputs.sum < 8)',
        run: tool({ sum: 'int' }, { out: 'int' }, 'return {out: inputs.sum * 2};'),
        in: { sum: 'sum' },
        out: ['out'],
      },
      l: {
        when: '$(inputs.sum >= 8)',
        run: tool({ sum: 'int' }, { out: 'int' }, 'return {out: inputs.sum + 10};'),
        in: { sum: 'sum' },
        out: ['out'],
      },
    },
  );

  it('picks among several outputs', async () => {
    const document = workflow(
      { sum: 'int' },
      {
        run: branches,
        in: { sum: 'sum' },
        out: ['small', 'large'],
        ...loop('$(inputs.sum < 30)', { sum: { from: ['small', 'large'], pickValue: 'the_only_non_null' } }, true),
      },
      'int[]',
      { outputSource: ['year/small', 'year/large'], linkMerge: 'merge_flattened', pickValue: 'all_non_null' },
    );
    expect(await resultOf(document, { sum: 1 })).toEqual([2, 4, 8, 18, 28, 38]);
  });

  it('merges several outputs for valueFrom', async () => {
    const document = workflow(
      { sum: 'int' },
      {
        run: branches,
        in: { sum: 'sum' },
        out: ['small', 'large'],
        ...loop('$(inputs.sum < 8)', { sum: { from: ['small', 'large'], valueFrom: '$(self[0])' } }, true),
      },
      'Any[]',
      'year/small',
    );
    expect(await resultOf(document, { sum: 1 })).toEqual([2, 4, 8]);
  });

  it('takes a default where an output was null', async () => {
    const document = workflow(
      { sum: 'int' },
      {
        run: branches,
        in: { sum: 'sum' },
        out: ['large'],
        ...loop('$(inputs.sum < 30)', { sum: { from: 'large', default: 9 } }, true),
      },
      'int[]',
      { outputSource: 'year/large', pickValue: 'all_non_null' },
    );
    expect(await resultOf(document, { sum: 1 })).toEqual([19, 29, 39]);
  });

  it('lets an optional input be absent', async () => {
    const optional = tool(
      { sum: 'int', bonus: 'int?' },
      { total: 'int' },
      'return {total: inputs.sum + 1 + (inputs.bonus || 0)};',
    );
    const step = { run: optional, in: { sum: 'sum' }, out: ['total'], ...loop('$(inputs.sum < 4)', { sum: 'total' }) };
    expect(await resultOf(workflow({ sum: 'int' }, step, 'int?'), { sum: 1 })).toBe(4);
  });

  it('loops inside a scatter', async () => {
    const body = inner(
      { sum: 'int', interest: 'int' },
      { total: { type: 'int', outputSource: 's/total' } },
      {
        s: {
          run: save,
          in: { sum: 'sum', interest: 'interest' },
          out: ['total'],
          ...loop('$(inputs.sum < 10)', { sum: 'total' }),
        },
      },
    );
    const step = { run: body, scatter: 'sum', in: { sum: 'sums', interest: 'interest' }, out: ['total'] };
    const { outputs, events } = await run(workflow({ sums: 'int[]', interest: 'int' }, step, 'int[]'), {
      sums: [1, 9, 5],
      interest: 4,
    });
    expect(outputs).toEqual({ result: [13, 13, 13] });
    expect(events.some((event) => event.type === 'job.ended' && event.job === '/year/s@0.0.2')).toBe(true);
  });

  it('scatters inside a loop', async () => {
    const body = inner(
      { sums: 'int[]', interest: 'int' },
      { totals: { type: 'int[]', outputSource: 's/total' } },
      { s: { run: save, scatter: 'sum', in: { sum: 'sums', interest: 'interest' }, out: ['total'] } },
    );
    const step = {
      run: body,
      in: { sums: 'sums', interest: 'interest' },
      out: ['totals'],
      ...loop('$(inputs.sums[0] < 10)', { sums: 'totals' }),
    };
    const document = workflow({ sums: 'int[]', interest: 'int' }, step, 'Any', 'year/totals');
    expect(await resultOf(document, { sums: [1, 2], interest: 5 })).toEqual([11, 12]);
  });

  it.each([
    [false, [2, 3, 4]],
    [true, [[2], [2, 3], [2, 3, 4]]],
  ])('loops inside a loop, all iterations of the inner one: %s', async (all, expected) => {
    const count = tool({ from: 'int', to: 'int' }, { out: 'int' }, 'return {out: inputs.from + 1};');
    const body = inner(
      { from: 'int', to: 'int' },
      { out: { type: 'Any', outputSource: 's/out' } },
      {
        s: {
          run: count,
          in: { from: 'from', to: 'to' },
          out: ['out'],
          ...loop('$(inputs.from <= inputs.to)', { from: 'out' }, all),
        },
      },
    );
    const step = {
      run: body,
      in: { from: 'from', to: 'to' },
      out: ['out'],
      ...loop('$(inputs.to < 4)', { to: { valueFrom: '$(inputs.to + 1)' } }, true),
    };
    expect(await resultOf(workflow({ from: 'int', to: 'int' }, step, 'Any', 'year/out'), { from: 1, to: 1 })).toEqual(expected);
  });

  it.each([
    ['throws', '${ throw new Error("no idea"); }', '/year@0.0', 'no idea'],
    ['is neither true nor false', '$(inputs.sum)', '/year@0.0', 'true or false'],
    ['is neither true nor false later', '${ return inputs.sum < 5 ? true : "no"; }', '/year@0.1', 'true or false'],
  ])('fails when its condition %s', async (_, when, job, message) => {
    const { status, failures } = await run(saving(loop(when, { sum: 'total' })), { sum: 3, interest: 3 });
    expect(status).toBe('permanentFail');
    expect(failures).toMatchObject([{ job, code: 'EXPR_FAILED', message: expect.stringContaining(message) as string }]);
  });

  it('ends when an iteration fails, and the crate tells what ran', async () => {
    const twice = tool(
      { sum: 'int' },
      { total: 'int' },
      'if (inputs.sum > 1) throw new Error("enough"); return {total: inputs.sum + 1};',
    );
    const step = { run: twice, in: { sum: 'sum' }, out: ['total'], ...loop('$(inputs.sum < 9)', { sum: 'total' }) };
    const { status, failures } = await run(workflow({ sum: 'int' }, step, 'int?'), { sum: 0 }, join(root, 'crate'));
    expect(status).toBe('permanentFail');
    expect(failures).toMatchObject([{ job: '/year@0.2', code: 'EXPR_FAILED' }]);
    expect(readFileSync(join(root, 'crate/ro-crate-metadata.json'), 'utf8')).toContain('enough');
  });
});

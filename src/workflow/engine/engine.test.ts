import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobs, simulate, step, workflow, type Program } from '../../../fixtures/engine-simulation.ts';
import type { Process, Workflow } from '../../language/model/process.ts';

const copy: Program = ({ x }) => ({ out: x ?? null });
const increment: Program = ({ x }) => ({ out: (x as number) + 1 });
const add: Program = ({ x, y }) => ({ out: `${x as string}${y as string}` });

describe('a chain', () => {
  const chain = workflow(['x'], [step('b', { x: 'a/out' }), step('a', { x: 'x' })], { y: 'b/out' });

  it('runs steps in the order of their data', () => {
    const run = simulate(chain, { x: 1 }, { a: increment, b: increment });
    expect(run).toMatchObject({ status: 'success', outputs: { y: 3 } });
    expect(jobs(run.log)).toEqual(['/a@0', '/b@0']);
  });

  it('ends when a step fails, without running what depends on it', () => {
    const run = simulate(chain, { x: 1 }, { a: () => 'fail', b: increment });
    expect(run.status).toBe('permanentFail');
    expect(run.outputs).toEqual({});
    expect(jobs(run.log)).toEqual(['/a@0']);
  });
});

it('lets independent branches finish when one fails', () => {
  const process = workflow(['x'], [step('bad', { x: 'x' }), step('a', { x: 'x' }), step('b', { x: 'a/out' })], {
    y: 'b/out',
    z: 'bad/out',
  });
  const run = simulate(process, { x: 1 }, { bad: () => 'fail', a: increment, b: increment });
  expect(run).toMatchObject({ status: 'permanentFail', outputs: { y: 3 } });
});

describe('scatter', () => {
  const over = (method: 'dotproduct' | 'nested_crossproduct' | 'flat_crossproduct') =>
    workflow(['x', 'y'], [step('s', { x: 'x', y: 'y' }, { scatter: ['x', 'y'], scatterMethod: method })], { z: 's/out' });

  it.each([
    ['dotproduct', ['a1', 'b2']],
    ['flat_crossproduct', ['a1', 'a2', 'b1', 'b2']],
    [
      'nested_crossproduct',
      [
        ['a1', 'a2'],
        ['b1', 'b2'],
      ],
    ],
  ] as const)('gathers in the shape of %s', (method, expected) => {
    const backwards = (waiting: number) => waiting - 1;
    expect(simulate(over(method), { x: ['a', 'b'], y: [1, 2] }, { s: add }, backwards).outputs).toEqual({ z: expected });
  });

  it.each([
    ['dotproduct', [], [], []],
    ['flat_crossproduct', ['a'], [], []],
    ['nested_crossproduct', ['a', 'b'], [], [[], []]],
    ['nested_crossproduct', [], [1, 2], []],
  ] as const)('gathers nothing in the shape of %s over %j and %j', (method, x, y, expected) => {
    expect(simulate(over(method), { x, y }, { s: add })).toMatchObject({ status: 'success', outputs: { z: expected } });
  });

  it('refuses a dotproduct of different lengths and a scatter over no array', () => {
    const run = simulate(over('dotproduct'), { x: ['a'], y: [1, 2] }, { s: add });
    expect(run.status).toBe('permanentFail');
    expect(simulate(over('dotproduct'), { x: 'a', y: [1] }, { s: add }).status).toBe('permanentFail');
  });

  it('tags jobs with their position', () => {
    const run = simulate(over('nested_crossproduct'), { x: ['a', 'b'], y: [1] }, { s: add });
    expect(jobs(run.log)).toEqual(['/s@0.0.0', '/s@0.1.0']);
  });

  it('puts null where a job was skipped and fails as a whole when one fails', () => {
    const process = workflow(['x'], [step('s', { x: 'x' }, { scatter: ['x'] })], { z: 's/out' });
    const some =
      (answer: 'skip' | 'fail'): Program =>
      (inputs) =>
        inputs['x'] === 2 ? answer : copy(inputs);
    expect(simulate(process, { x: [1, 2, 3] }, { s: some('skip') }).outputs).toEqual({ z: [1, null, 3] });
    const failed = simulate(process, { x: [1, 2, 3] }, { s: some('fail') });
    expect(failed.status).toBe('permanentFail');
    expect(jobs(failed.log)).toHaveLength(3);
  });
});

describe('a subworkflow', () => {
  const inner: Workflow = {
    ...workflow(['x', 'n'], [step('s', { x: 'x', y: 'n' }, { scatter: ['x'] })], { out: 's/out' }),
    id: '#inner',
  };
  const withDefault: Process = { ...inner, inputs: [inner.inputs[0]!, { ...inner.inputs[1]!, default: '!' }] };
  const outer = workflow(['x'], [step('sub', { x: 'x' }, { run: withDefault, scatter: ['x'] })], { z: 'sub/out' });

  it('runs once for each element, with its own tags and defaults', () => {
    const run = simulate(outer, { x: [['a', 'b'], ['c'], []] }, { s: add }, (waiting) => waiting - 1);
    expect(run.outputs).toEqual({ z: [['a!', 'b!'], ['c!'], []] });
    expect(jobs(run.log)).toContain('/sub/s@0.1.0');
  });
});

describe('links', () => {
  it('merge several sources and fall back to defaults', () => {
    const process = workflow(
      ['x', 'y'],
      [step('s', { x: { source: ['x', 'y'], linkMerge: 'merge_flattened' }, y: { source: ['y'], default: 9 } })],
      { z: 's/out' },
    );
    const both: Program = ({ x, y }) => ({ out: [x ?? null, y ?? null] });
    expect(simulate(process, { x: [1], y: null }, { s: both }).outputs).toEqual({ z: [[1, null], 9] });
  });

  it('pick among sources and say why they cannot', () => {
    const process = workflow(
      ['x', 'y'],
      [step('s', { x: { source: ['x', 'y'], linkMerge: 'merge_nested', pickValue: 'first_non_null' } })],
      {
        z: 's/out',
      },
    );
    expect(simulate(process, { x: null, y: 2 }, { s: copy }).outputs).toEqual({ z: 2 });
    expect(simulate(process, { x: null, y: null }, { s: copy }).status).toBe('permanentFail');
  });
});

it('costs in proportion to its jobs', () => {
  const process = workflow(['x'], [step('s', { x: 'x' }, { scatter: ['x'] }), step('t', { x: 's/out' }, { scatter: ['x'] })], {
    z: 't/out',
  });
  const run = simulate(
    process,
    { x: Array.from({ length: 20_000 }, (_, index) => index) },
    { s: increment, t: increment },
    () => 0,
  );
  expect(jobs(run.log)).toHaveLength(40_000);
});

it('ends the same whatever the order of jobs and wherever it was cut off and resumed', () => {
  const inner = { ...workflow(['x'], [step('s', { x: 'x' }, { scatter: ['x'] })], { out: 's/out' }), id: '#inner' };
  const process = workflow(
    ['x'],
    [step('a', { x: 'x' }, { run: inner, scatter: ['x'] }), step('b', { x: 'a/out' }), step('c', { x: 'b/out', y: 'x' })],
    { y: ['b/out', 'c/out'] },
  );
  const programs = { s: copy, b: copy, c: copy };
  const rows = fc.array(fc.array(fc.integer(), { maxLength: 3 }), { maxLength: 3 });
  fc.assert(
    fc.property(rows, fc.infiniteStream(fc.nat()), fc.nat(), (x, order, cut) => {
      const choose = (waiting: number) => (order.next().value as number) % waiting;
      const whole = simulate(process, { x }, programs);
      const shuffled = simulate(process, { x }, programs, choose);
      const resumed = simulate(process, { x }, programs, choose, whole.log.slice(0, 1 + (cut % whole.log.length)));
      expect(shuffled.outputs).toEqual(whole.outputs);
      expect(resumed.outputs).toEqual(whole.outputs);
      expect(new Set(jobs(resumed.log))).toEqual(new Set(jobs(whole.log)));
      expect(jobs(resumed.log)).toHaveLength(jobs(whole.log).length);
    }),
    { numRuns: 60 },
  );
});

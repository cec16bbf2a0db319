import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobs, simulate, step, workflow, type Program } from '../../../fixtures/engine-simulation.ts';
import type { Loop, StepInput, Workflow } from '../../language/model/process.ts';
import type { CwlObject } from '../../language/model/value.ts';

const increment: Program = ({ x, y }) => ({ out: (x as number) + ((y ?? 1) as number) });
const below =
  (limit: number, then: Program = increment): Program =>
  (inputs) =>
    (inputs['x'] as number) < limit ? then(inputs) : 'skip';
/** Goes on as often as the input `n` says, of which the program takes one away. */
const countDown: Program = ({ x }) => ((x as number) > 0 ? { out: (x as number) - 1 } : 'skip');

const loop = (more: Partial<Loop> = {}): Loop => ({
  inputs: [{ name: 'x', source: ['out'] }],
  outputMethod: 'last_iteration',
  ...more,
});
const all = loop({ outputMethod: 'all_iterations' });
const looping = (rules: Loop, links: Record<string, string | Partial<StepInput>> = { x: 'x' }) =>
  workflow(['x', 'y'], [step('s', links, { loop: rules, when: '$(…)' })], { z: 's/out' });
const outputs = (process: Workflow, inputs: CwlObject, s: Program) => simulate(process, { y: 3, ...inputs }, { s }).outputs;

describe('a loop', () => {
  it('hands on what each iteration makes to the next, and the last to the steps after it', () => {
    const run = simulate(looping(loop()), { x: 1, y: 0 }, { s: below(4) });
    expect(run).toMatchObject({ status: 'success', outputs: { z: 4 } });
    expect(jobs(run.log)).toEqual(['/s@0.0', '/s@0.1', '/s@0.2']);
    expect(run.log.filter((fact) => fact.type === 'job.skipped')).toMatchObject([{ job: '/s@0.3', inputs: { x: '/s/out@0.2' } }]);
  });

  it('gives lists where all iterations are asked for, and nothing where none ran', () => {
    expect(outputs(looping(all), { x: 1 }, below(4))).toEqual({ z: [2, 3, 4] });
    expect(outputs(looping(all), { x: 9 }, below(4))).toEqual({ z: [] });
    expect(outputs(looping(loop()), { x: 9 }, below(4))).toEqual({ z: null });
  });

  it('leaves inputs without a rule, or with an empty one, as they are', () => {
    const links = { x: 'x', y: 'y' };
    expect(outputs(looping(all, links), { x: 0 }, below(9))).toEqual({ z: [3, 6, 9] });
    const empty = loop({ ...all, inputs: [...all.inputs, { name: 'y', source: [] }] });
    expect(outputs(looping(empty, links), { x: 0 }, below(9))).toEqual({ z: [3, 6, 9] });
  });

  it('takes defaults for what an iteration left null', () => {
    const rule = loop({ ...all, inputs: [{ name: 'x', source: ['out'], default: 5 }] });
    const nullBelow5: Program = (inputs) => ((inputs['x'] as number) < 5 ? { out: null } : increment(inputs));
    expect(outputs(looping(rule), { x: 1 }, below(7, nullBelow5))).toEqual({ z: [null, 6, 7] });
  });

  it('merges and picks, and says in which iteration it could not', () => {
    const rule = loop({ inputs: [{ name: 'x', source: ['out', 'out'], linkMerge: 'merge_nested', pickValue: 'all_non_null' }] });
    const grow: Program = ({ x }) => (Array.isArray(x) ? 'skip' : { out: 2 });
    const run = simulate(looping(rule), { x: 1, y: 0 }, { s: grow });
    expect(run.log.filter((fact) => fact.type === 'token.produced' && fact.how === 'merged')).toMatchObject([
      { token: '/s#x@0.1', value: [2, 2], from: ['/s/out@0.0', '/s/out@0.0'] },
      {},
    ]);
    const picky = loop({ inputs: [{ name: 'x', source: ['out'], linkMerge: 'merge_nested', pickValue: 'first_non_null' }] });
    const lost = simulate(looping(picky), { x: 1, y: 0 }, { s: ({ x }) => ({ out: x === 1 ? [2] : null }) });
    expect(lost.status).toBe('permanentFail');
  });

  it('fails with its iteration, and what comes after never runs', () => {
    const process = workflow(['x'], [step('s', { x: 'x' }, { loop: all, when: '$(…)' }), step('t', { x: 's/out' })], {
      z: 't/out',
    });
    const run = simulate(
      process,
      { x: 1 },
      { s: below(9, (inputs) => (inputs['x'] === 3 ? 'fail' : increment(inputs))), t: increment },
    );
    expect(run).toMatchObject({ status: 'permanentFail', outputs: {} });
    expect(jobs(run.log)).toEqual(['/s@0.0', '/s@0.1', '/s@0.2']);
  });

  it('forgets what nobody can ask for any more', () => {
    const body: Workflow = { ...workflow(['x'], [step('inner', { x: 'x' })], { out: 'inner/out' }), id: '#s' };
    const process = workflow(['x'], [step('s', { x: 'x' }, { loop: loop(), when: '$(…)', run: body })], { z: 's/out' });
    const { engine, outputs } = simulate(process, { x: 0 }, { s: below(50), inner: increment });
    expect(outputs).toEqual({ z: 50 });
    const known = Array.from({ length: 50 }, (_, at) => [`/s/out@0.${at}`, `/s/inner/out@0.${at}`]).flat();
    expect(known.filter((token) => engine.valueOf(token) !== null)).toEqual(['/s/out@0.48', '/s/out@0.49']);
  });

  it('costs in proportion to its iterations', () => {
    const started = performance.now();
    expect(outputs(looping(loop()), { x: 0 }, below(10_000))).toEqual({ z: 10_000 });
    const list = outputs(looping(all), { x: 0 }, below(10_000));
    expect(list?.['z']).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

it('ends the same whatever the order of jobs and wherever it was cut off and resumed, with loops in scatters in loops', () => {
  const inner: Workflow = {
    ...workflow(['x'], [step('down', { x: 'x' }, { loop: all, when: '$(…)' })], { out: 'down/out' }),
    id: '#inner',
  };
  const middle: Workflow = {
    ...workflow(['x'], [step('each', { x: 'x' }, { run: inner, scatter: ['x'] })], { out: 'each/out' }),
    id: '#middle',
  };
  const process = workflow(
    ['x'],
    [step('again', { x: 'x' }, { run: middle, loop: all, when: '$(…)' }), step('down', { x: 'x' }, { scatter: ['x'] })],
    { y: ['again/out', 'down/out'] },
  );
  const once: Program = ({ x }) =>
    Array.isArray(x) && x.length > 0 && x.every((item) => typeof item === 'number') ? {} : 'skip';
  const rules: Loop = { inputs: [{ name: 'x', source: ['out'] }], outputMethod: 'all_iterations' };
  expect(process.steps[0]?.loop).toEqual(rules);
  const programs = { middle: once, down: countDown };
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 4 }), fc.infiniteStream(fc.nat()), fc.nat(), (x, order, cut) => {
      const choose = (waiting: number) => (order.next().value as number) % waiting;
      const whole = simulate(process, { x }, programs);
      const shuffled = simulate(process, { x }, programs, choose);
      const resumed = simulate(process, { x }, programs, choose, whole.log.slice(0, 1 + (cut % whole.log.length)));
      expect(whole.status).toBe('success');
      expect(shuffled.outputs).toEqual(whole.outputs);
      expect(resumed.outputs).toEqual(whole.outputs);
      expect(new Set(jobs(resumed.log))).toEqual(new Set(jobs(whole.log)));
      expect(jobs(resumed.log)).toHaveLength(jobs(whole.log).length);
    }),
    { numRuns: 60 },
  );
});

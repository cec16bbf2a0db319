import { describe, expect, it } from 'vitest';
import { createEvaluator } from '../language/expression/evaluate.ts';
import type { Demands, Requirement } from '../language/model/requirement.ts';
import type { Context } from './context.ts';
import { gpusOf, lackOfGpus } from './gpu.ts';
import { mpiPrefix, plainMpi, withoutConflict } from './mpi.ts';
import { shmSizeOf } from './shm.ts';

const context: Context = {
  evaluator: createEvaluator({ cwlVersion: 'v1.2', expressionLib: undefined, sandbox: undefined }),
  inputs: { n: 3 },
};

function asking(...requirements: readonly Requirement[]): Demands {
  return { requirements, hints: [] };
}

describe('ShmSize', () => {
  it.each([
    ['64m', 64],
    ['1G', 1024],
    ['512k', 1],
    [2 ** 20 + 1, 2],
  ])('takes %s as %i MiB', (shmSize, expected) => {
    expect(shmSizeOf(asking({ class: 'ShmSize', shmSize }))).toBe(expected);
  });
});

describe('CUDARequirement', () => {
  const cuda = { class: 'CUDARequirement', cudaVersionMin: '11.4', cudaComputeCapability: '7.5' } as const;

  it('asks for one GPU unless it says more', () => {
    expect(gpusOf(asking(cuda), context)).toBe(1);
    expect(gpusOf(asking({ ...cuda, cudaDeviceCountMax: 4 }), context)).toBe(4);
    expect(gpusOf(asking({ ...cuda, cudaDeviceCountMin: '$(inputs.n)' }), context)).toBe(3);
    expect(() => gpusOf(asking({ ...cuda, cudaDeviceCountMin: 2, cudaDeviceCountMax: 1 }), context)).toThrow(/more than/);
  });

  it('knows what a machine lacks', () => {
    expect(lackOfGpus(cuda, 1, undefined)).toMatch(/nvidia-smi/);
    expect(lackOfGpus(cuda, 1, { cuda: '11.10', capabilities: ['8.0'] })).toBeUndefined();
    expect(lackOfGpus(cuda, 1, { cuda: '11.3', capabilities: ['8.0'] })).toMatch(/up to 11.3/);
    expect(lackOfGpus(cuda, 2, { cuda: '12.0', capabilities: ['8.0', '7.0'] })).toMatch(/of 2 GPUs 1/);
    expect(lackOfGpus({ ...cuda, cudaComputeCapability: ['7.5'] }, 1, { cuda: '12.0', capabilities: ['8.0'] })).toMatch(/0 suit/);
  });
});

describe('MPIRequirement', () => {
  const mpi = (processes: number | string): Requirement => ({ class: 'MPIRequirement', processes });
  const docker: Requirement = { class: 'DockerRequirement', dockerPull: 'debian' };

  it('puts the launcher before the command', () => {
    expect(mpiPrefix(asking(mpi('$(inputs.n)')), plainMpi, context)).toEqual(['mpirun', '-n', '3']);
    const platform = { ...plainMpi, runner: 'srun', processesFlag: '-np', defaultProcesses: 2, extraFlags: ['--pmi'] };
    expect(mpiPrefix(asking({ class: 'MPIRequirement' }), platform, context)).toEqual(['srun', '-np', '2', '--pmi']);
  });

  it('leaves the command alone for no processes, and refuses what is no number', () => {
    expect(mpiPrefix(asking(mpi(0)), plainMpi, context)).toEqual([]);
    expect(() => mpiPrefix(asking(mpi('many')), plainMpi, context)).toThrow(/whole number/);
  });

  it('lets what is only a hint yield to a container or the other way round', () => {
    expect(withoutConflict({ requirements: [mpi(2)], hints: [docker] })).toEqual({ requirements: [mpi(2)], hints: [] });
    expect(withoutConflict({ requirements: [docker], hints: [mpi(2)] })).toEqual({ requirements: [docker], hints: [] });
    expect(() => withoutConflict(asking(mpi(2), docker))).toThrow(/cannot both/);
  });
});

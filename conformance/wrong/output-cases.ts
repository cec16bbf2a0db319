import type { WrongCase } from './case.ts';

/** Sound documents whose outputs, crate or log cannot be written. */
export const outputCases: readonly WrongCase[] = [
  {
    name: 'outdir below a file',
    args: ['sound.cwl', '--outdir', 'sound.cwl/out'],
    exitCode: 2,
    code: 'USAGE_OUTPUT',
    says: /sound\.cwl\/out/,
  },
  {
    name: 'outdir is a device',
    args: ['sound.cwl', '--outdir', '/dev/null'],
    exitCode: 2,
    code: 'USAGE_OUTPUT',
    says: /\/dev\/null/,
  },
  {
    name: 'crate below a file',
    args: ['sound.cwl', '-o', 'sound.cwl/run.crate.zip'],
    exitCode: 2,
    code: 'USAGE_OUTPUT',
    says: /sound\.cwl/,
  },
  {
    name: 'no folder for the run',
    args: ['sound.cwl', '--tmpdir-prefix', 'sound.cwl/run'],
    exitCode: 2,
    code: 'USAGE_OUTPUT',
    says: /sound\.cwl/,
  },
  {
    name: 'disk of the outputs is full',
    args: ['eight-megabytes.cwl', '--outdir', '@'],
    diskKiB: 1024,
    exitCode: 1,
    code: 'DATA_WRITE',
    says: /space/,
    crate: true,
  },
  {
    name: 'disk of the crate is full',
    args: ['eight-megabytes.cwl', '-o', '@/run.crate.zip'],
    diskKiB: 1024,
    exitCode: 1,
    code: 'CRATE_WRITE',
    says: /space[^]*the run is kept in/,
    outputs: ['noise.bin'],
  },
  {
    name: 'disk of the run is full',
    args: ['eight-megabytes.cwl', '--tmpdir-prefix', '@/run'],
    diskKiB: 1024,
    exitCode: 1,
    code: ['JOB_FAILED', 'LOG_WRITE', 'DATA_WRITE'],
    says: /space|head/,
    crate: true,
  },
];

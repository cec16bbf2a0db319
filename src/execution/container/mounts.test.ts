import { expect, it } from 'vitest';
import type { JobSpec, StagingEntry } from '../../job/jobspec.ts';
import { planStage } from './mounts.ts';

function plan(staging: readonly StagingEntry[], more: Partial<JobSpec> = {}) {
  const layout = { outdir: '/out', tmpdir: '/tmp', stagedir: '/in' };
  const folders = { outdir: '/h/o', tmpdir: '/h/t', stagedir: '/h/i' };
  const resources = { cores: 1, ram: 1, tmpdirSize: 1, outdirSize: 1 };
  const spec: JobSpec = { command: ['x'], environment: {}, layout, folders, staging, resources, ...more };
  return planStage(spec, (path) => path.endsWith('/'));
}

const own = [
  { source: '/h/o', target: '/out', readOnly: false },
  { source: '/h/t', target: '/tmp', readOnly: false },
];

it('mounts the folders of the job, and that of the inputs only if there are any', () => {
  expect(plan([]).mounts).toEqual(own);
  expect(plan([{ kind: 'write', contents: 'c', target: '/in/1/f' }])).toMatchObject({
    mounts: [{ source: '/h/i', target: '/in', readOnly: true }, ...own],
    entries: [
      { kind: 'folder', target: '/h/i' },
      { kind: 'write', contents: 'c', target: '/h/i/1/f' },
    ],
  });
});

it('keeps a place for what is mounted below something, and remembers those among the outputs', () => {
  const staged = plan([
    { kind: 'link', source: '/data/a:b', target: '/in/1/a:b' },
    { kind: 'link', source: '/data/d/', target: '/out/d' },
    { kind: 'link', source: '/data/w', target: '/out/w', writable: true },
  ]);
  expect(staged.mounts.slice(3)).toEqual([
    { source: '/data/a:b', target: '/in/1/a:b', readOnly: true },
    { source: '/data/d/', target: '/out/d', readOnly: true },
    { source: '/data/w', target: '/out/w', readOnly: false },
  ]);
  expect(staged.entries.slice(1)).toEqual([
    { kind: 'write', contents: '', target: '/h/i/1/a:b' },
    { kind: 'folder', target: '/h/o/d' },
    { kind: 'write', contents: '', target: '/h/o/w' },
  ]);
  expect(staged.placeholders).toEqual([
    { path: '/h/o/d', source: '/data/d/' },
    { path: '/h/o/w', source: '/data/w' },
  ]);
});

it('makes what goes elsewhere in the container on this machine, and links right there', () => {
  const staged = plan([
    { kind: 'copy', source: '/data/d', target: '/usr/share/d' },
    { kind: 'link', source: '/data/f', target: '/usr/share/d/f' },
    { kind: 'link', source: '/data/g', target: '/etc/g' },
  ]);
  expect(staged.mounts.slice(2)).toEqual([
    { source: '/h/i/absolute/usr/share/d', target: '/usr/share/d', readOnly: false },
    { source: '/data/f', target: '/usr/share/d/f', readOnly: true },
    { source: '/data/g', target: '/etc/g', readOnly: true },
  ]);
  expect(staged.entries).toEqual([
    { kind: 'copy', source: '/data/d', target: '/h/i/absolute/usr/share/d' },
    { kind: 'write', contents: '', target: '/h/i/absolute/usr/share/d/f' },
  ]);
});

it('lets a stream of the job take the place of an input with its name', () => {
  const staged = plan([{ kind: 'link', source: '/data/f', target: '/out/log' }], { stderr: 'log' });
  expect([staged.mounts, staged.placeholders]).toEqual([own, []]);
});

it('never writes below a folder that belongs to somebody else', () => {
  const below = () =>
    plan([
      { kind: 'link', source: '/data/d/', target: '/in/d' },
      { kind: 'link', source: '/data/f', target: '/in/d/f' },
    ]);
  expect(below).toThrow(expect.objectContaining({ code: 'DATA_WRITE' }));
});

it('finds on this machine what a job sees, also when one folder of it is inside another', () => {
  const { placeOf, entries } = plan([{ kind: 'link', source: '/data/d/', target: '/in/d' }], {
    layout: { outdir: '/tmp/work', tmpdir: '/tmp', stagedir: '/in' },
  });
  expect(entries[0]).toEqual({ kind: 'folder', target: '/h/t/work' });
  expect(['/tmp/work/x', '/tmp/x', '/in/d/y', '/etc/passwd'].map(placeOf)).toEqual(['/h/o/x', '/h/t/x', '/data/d//y', undefined]);
});

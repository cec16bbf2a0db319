import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMeter } from './meter.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'meter-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function measure(script: string, counter: string | undefined) {
  const meter = createMeter(['sh', '-c', script], join(folder, 'usage'), counter);
  const [file = '', ...args] = meter.command;
  const child = spawn(file, args, { stdio: 'ignore' });
  meter.started(child.pid!);
  return new Promise<ReturnType<typeof meter.read>>((resolve) => {
    child.on('exit', (exitCode) => resolve(meter.read(exitCode === null ? {} : { exitCode })));
  });
}

const busy = `"${process.execPath}" -e "Buffer.alloc(60 << 20, 1); for (let i = 0; i < 3e8; i++); setTimeout(() => {}, 500)"; exit 3`;

it('samples the whole process tree where nothing counts', async () => {
  const { exitCode, usage } = await measure(busy, undefined);
  expect(exitCode).toBe(3);
  expect(usage!.measured).toBe('sampled');
  expect(usage!.peakMemoryKiB).toBeGreaterThan(60 << 10);
  expect(usage!.cpuSeconds).toBeGreaterThan(0.03);
});

it('claims nothing for a process that ended unseen', async () => {
  const { exitCode, usage } = await measure('exit 0', undefined);
  expect(exitCode).toBe(0);
  expect(usage === undefined || usage.measured === 'sampled').toBe(true);
});

it('tells a signal from an exit code of 128 and more', async () => {
  expect(await measure('kill -SEGV $$', '/usr/bin/time')).toMatchObject({ signal: 'SIGSEGV', usage: { measured: 'counted' } });
  expect(await measure('exit 139', '/usr/bin/time')).toMatchObject({ exitCode: 139 });
});

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canMount, mountSmallDisk, unmount } from '../../../fixtures/small-disk.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import { whyNotStartable } from './program.ts';
import { createLocalRunner } from './local.ts';
import type { Runner } from './runner.ts';

let root: string;
let runner: Runner;
const never = new AbortController().signal;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'local-')));
  runner = createLocalRunner(root);
});
afterEach(() => {
  void runner.close();
  rmSync(root, { recursive: true, force: true });
});

function job(command: readonly string[], more: Partial<JobSpec> = {}, name = 'job'): JobSpec {
  const { layout = { outdir: `${root}/${name}/out`, tmpdir: `${root}/${name}/tmp`, stagedir: `${root}/${name}/in` } } = more;
  const resources = { cores: 1, ram: 1, tmpdirSize: 1, outdirSize: 1 };
  return { command, environment: { PATH: '/usr/bin:/bin' }, layout, folders: layout, staging: [], resources, ...more };
}

const sh = (script: string, more?: Partial<JobSpec>) => job(['sh', '-c', script], more);
const run = (spec: JobSpec, signal = never) => runner.run(spec, `${root}/log`, signal);

/** Tells the sleeping processes of this test from those of others. */
const own = process.pid;

function isAlive(marker: string): boolean {
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && commandOf(pid).startsWith(marker));
}

/** Empty for a process that has just gone. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

describe('a job on this machine', () => {
  it('tells exit code, times and use, and leaves no logs when nothing was written', async () => {
    const ended = await run(sh('exit 7'));
    expect(ended).toMatchObject({ exitCode: 7, stderrTail: '' });
    expect(ended.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    expect(ended.endedAt >= ended.startedAt).toBe(true);
    expect(ended).not.toHaveProperty('stdoutLog');
    expect(existsSync(`${root}/log`)).toBe(false);
  });

  it('keeps what the job wrote, each job its own', async () => {
    const first = await run(sh('echo out; echo err >&2'));
    expect(readFileSync(first.stdoutLog!, 'utf8')).toBe('out\n');
    expect(readFileSync(first.stderrLog!, 'utf8')).toBe('err\n');
    expect(first.stderrTail).toBe('err\n');
    const second = await runner.run(sh('echo other'), `${root}/log2`, never);
    expect(readFileSync(second.stdoutLog!, 'utf8')).toBe('other\n');
    expect(readFileSync(first.stdoutLog!, 'utf8')).toBe('out\n');
  });

  it('redirects all three streams', async () => {
    writeFileSync(`${root}/input`, 'hello');
    const spec = sh('cat; echo oops >&2', { stdin: `${root}/input`, stdout: 'sub/o.txt', stderr: 'e.txt' });
    expect(await run(spec)).toMatchObject({ exitCode: 0, stderrTail: 'oops\n' });
    expect(readFileSync(`${spec.layout.outdir}/sub/o.txt`, 'utf8')).toBe('hello');
    expect(readFileSync(`${spec.layout.outdir}/e.txt`, 'utf8')).toBe('oops\n');
  });

  it('puts both streams into one file in the order they were written', async () => {
    const spec = sh('echo 1; echo 2 >&2; echo 3', { stdout: 'both', stderr: 'both' });
    await run(spec);
    expect(readFileSync(`${spec.layout.outdir}/both`, 'utf8')).toBe('1\n2\n3\n');
  });

  it('does not write through a staged link of the same name', async () => {
    writeFileSync(`${root}/original`, 'precious');
    const layout = job([]).layout;
    const spec = sh('echo new', {
      stdout: 'x',
      staging: [{ kind: 'link', source: `${root}/original`, target: `${layout.outdir}/x` }],
    });
    await run(spec);
    expect(readFileSync(`${root}/original`, 'utf8')).toBe('precious');
    expect(readFileSync(`${layout.outdir}/x`, 'utf8')).toBe('new\n');
  });

  it('gives the job its environment and nothing else', async () => {
    const spec = job(['env'], { environment: { PATH: '/usr/bin:/bin', HOME: '/h', GREETING: 'a b' } });
    const { stdoutLog } = await run(spec);
    expect(readFileSync(stdoutLog!, 'utf8').trim().split('\n').sort()).toEqual(['GREETING=a b', 'HOME=/h', 'PATH=/usr/bin:/bin']);
  });

  it('shows no more than the last 2 KiB of stderr', async () => {
    const { stderrTail } = await run(sh('head -c 100000 /dev/zero | tr "\\0" x >&2; printf "é-end" >&2'));
    expect(stderrTail.length).toBeLessThanOrEqual(2048);
    expect(stderrTail.endsWith('xé-end')).toBe(true);
  });

  it('says which signal killed the program, and does not confuse it with an exit code', async () => {
    const killed = await run(sh('kill -9 $$'));
    expect(killed.signal).toBe('SIGKILL');
    expect(killed.exitCode).toBeUndefined();
    expect(await run(sh('exit 137'))).toMatchObject({ exitCode: 137 });
  });

  it('counts CPU time and memory of the program and its children', async () => {
    const { usage } = await run(sh(`"${process.execPath}" -e "Buffer.alloc(80 << 20, 1); for (let i = 0; i < 3e7; i++);"; true`));
    expect(usage!.peakMemoryKiB).toBeGreaterThan(80 << 10);
    expect(usage!.cpuSeconds).toBeGreaterThan(0.02);
  });

  it.each([
    [['no-such-program'], 'cannot start no-such-program: no such program on the PATH /usr/bin:/bin'],
    [['./missing'], 'cannot start ./missing: no such file'],
    [['/etc/passwd'], 'cannot start /etc/passwd: permission denied (the file is not executable)'],
    [['/etc'], 'cannot start /etc: not a file'],
  ])('says why %j does not start', async (command, why) => {
    const ended = await run(job(command));
    expect(ended).toMatchObject({ problem: 'not-started', stderrTail: why });
    expect(ended.exitCode).toBeUndefined();
  });

  it('says that the interpreter of a script is missing', async () => {
    const spec = job(['./script']);
    const staging = [{ kind: 'write', contents: '#!/no/such/shell -e\n', target: `${spec.layout.outdir}/script` }] as const;
    await run({ ...job(['chmod', '+x', 'script']), staging });
    expect((await run(spec)).stderrTail).toContain('its interpreter /no/such/shell is missing');
  });

  it('says that the argument list is too long', async () => {
    const ended = await run(job(['true', 'x'.repeat(1 << 20)]));
    expect(ended.problem).toBe('not-started');
    expect(ended.stderrTail).toMatch(/cannot start true/);
  });

  it('refuses to set up a job where it cannot write', async () => {
    writeFileSync(`${root}/file`, '');
    const spec = job(['true'], { layout: { outdir: `${root}/file/out`, tmpdir: `${root}/t`, stagedir: `${root}/s` } });
    await expect(run(spec)).rejects.toMatchObject({
      code: 'DATA_WRITE',
      message: expect.stringContaining(`${root}/file/out`) as string,
    });
  });
});

describe('folders of jobs', () => {
  it('go away with what is in them, but for the outputs', async () => {
    const layout = job([]).layout;
    const staging = [{ kind: 'write', contents: 'x', target: `${layout.stagedir}/1/x` }] as const;
    const spec = sh('echo a > "$TMPDIR/a"; echo b > b', {
      staging,
      environment: { PATH: '/usr/bin:/bin', TMPDIR: layout.tmpdir },
    });
    await run(spec);
    runner.clear(spec, true);
    expect(existsSync(layout.tmpdir)).toBe(false);
    expect(existsSync(layout.stagedir)).toBe(false);
    expect(readFileSync(`${layout.outdir}/b`, 'utf8')).toBe('b\n');
  });

  it('are empty and can be written to, whatever the job before did with its own', async () => {
    for (const before of [
      'true',
      'chmod 0 "$TMPDIR" .',
      'rmdir "$TMPDIR"',
      'touch "$TMPDIR/x" x',
      'rmdir "$TMPDIR"; ln -s / "$TMPDIR"',
    ]) {
      for (const [name, script] of [
        ['first', before],
        ['second', 'ls -A . "$TMPDIR"; stat -c %A . "$TMPDIR"'],
      ] as const) {
        const { layout } = job([], {}, `${name} ${before.replaceAll('/', '')}`);
        const spec = sh(script, { layout, environment: { PATH: '/usr/bin:/bin', TMPDIR: layout.tmpdir } });
        const { stdoutLog } = await runner.run(spec, `${layout.outdir}-log`, never);
        if (name === 'second') {
          const lines = readFileSync(stdoutLog!, 'utf8').split('\n');
          expect(lines.slice(0, 3), before).toEqual(['.:', '', `${layout.tmpdir}:`]);
          expect(
            lines.slice(3).map((mode) => mode.slice(0, 4)),
            before,
          ).toEqual(['drwx', 'drwx', '']);
        }
        runner.clear(spec, false);
      }
    }
  });
});

describe('ending a job early', () => {
  it('kills the whole process group at the time limit', async () => {
    const started = performance.now();
    const ended = await run(sh(`sleep 61.${own} & sleep 61.${own}`, { timeLimit: 0.2 }));
    expect(ended).toMatchObject({ problem: 'time-limit' });
    expect(ended.exitCode).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(5000);
    await expect.poll(() => isAlive(`sleep 61.${own}`)).toBe(false);
  });

  it('kills on cancellation, also what ignores the first request', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    const ended = await run(sh(`trap "" TERM; sleep 62.${own}; sleep 62.${own}`), cancel.signal);
    expect(ended).toMatchObject({ problem: 'cancelled' });
    await expect.poll(() => isAlive(`sleep 62.${own}`)).toBe(false);
  });

  it('lets a program that is asked to end clean up', async () => {
    const ended = await run(sh('trap "echo bye > bye; exit" TERM; while :; do sleep 0.05; done', { timeLimit: 0.3 }));
    expect(ended.problem).toBe('time-limit');
    expect(readFileSync(`${job([]).layout.outdir}/bye`, 'utf8')).toBe('bye\n');
  });

  it('leaves nothing behind that the program started in the background', async () => {
    expect(await run(sh(`sleep 63.${own} & exit 0`))).toMatchObject({ exitCode: 0 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect.poll(() => isAlive(`sleep 63.${own}`)).toBe(false);
  });

  it('passes over places on the PATH where it may not look', () => {
    expect(whyNotStartable('true', root, `/${'x'.repeat(300)}:/usr/bin:/bin`)).toBeUndefined();
  });

  it('does not start after cancellation', async () => {
    expect(await run(sh('echo no > no'), AbortSignal.abort())).toMatchObject({ problem: 'cancelled' });
    expect(existsSync(`${job([]).layout.outdir}/no`)).toBe(false);
  });
});

it('runs a thousand jobs, also through the helper process, and no file of one shows up in another', async () => {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < 1000; index = next++) {
      const spec = job(['sh', '-c', `echo ${index} > f`], {}, `many/${index}`);
      expect((await runner.run(spec, `${root}/many/${index}/log`, never)).exitCode).toBe(0);
      expect(readFileSync(`${spec.layout.outdir}/f`, 'utf8')).toBe(`${index}\n`);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
}, 60_000);

describe('the helper process', () => {
  /** Enough jobs for the helper to start, and the time it needs. */
  async function warmUp(): Promise<void> {
    for (let index = 0; index < 64; index++) await runner.run(job(['true'], {}, `warm/${index}`), `${root}/log`, never);
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }

  it('gives the same answers, and cancels', async () => {
    await warmUp();
    expect(await run(sh('echo out; echo err >&2; exit 7'))).toMatchObject({
      exitCode: 7,
      stderrTail: 'err\n',
      usage: { measured: 'counted' },
    });
    expect(await run(sh('kill -9 $$'))).toMatchObject({ signal: 'SIGKILL' });
    expect(await run(sh(`sleep 64.${own} & sleep 64.${own}`, { timeLimit: 0.2 }))).toMatchObject({ problem: 'time-limit' });
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    expect(await run(sh(`sleep 64.${own}`), cancel.signal)).toMatchObject({ problem: 'cancelled' });
    await expect.poll(() => isAlive(`sleep 64.${own}`)).toBe(false);
  });

  it('kills what it started when the runner is gone', async () => {
    await warmUp();
    const lost = run(sh(`touch started; sleep 65.${own}`)).catch(() => undefined);
    while (!existsSync(`${job([]).layout.outdir}/started`)) await new Promise((resolve) => setTimeout(resolve, 20));
    await runner.close();
    await lost;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await expect.poll(() => isAlive(`sleep 65.${own}`)).toBe(false);
  });
});

describe.skipIf(!canMount())('on a full disk (where one can be mounted)', () => {
  let small: string;
  beforeEach(() => {
    small = `${root}/small`;
    mkdirSync(small);
    mountSmallDisk(small);
  });
  afterEach(() => {
    unmount(small);
  });

  it('stages nothing half, and says that there is no space', async () => {
    const layout = { outdir: `${small}/out`, tmpdir: `${small}/tmp`, stagedir: `${small}/in` };
    const staging = [{ kind: 'write', contents: 'x'.repeat(1 << 20), target: `${small}/out/big` }] as const;
    const message = expect.stringMatching(/no space left on device/) as string;
    await expect(run(job(['true'], { layout, staging }))).rejects.toMatchObject({ code: 'DATA_WRITE', message });
  });

  it('lets the job that fills it tell its own exit code', async () => {
    const inside = createLocalRunner(small);
    const layout = { outdir: `${small}/out`, tmpdir: `${small}/tmp`, stagedir: `${small}/in` };
    const ended = await inside.run(sh('head -c 200000 /dev/zero > big || exit 3', { layout }), `${small}/log`, never);
    expect(ended).toMatchObject({ exitCode: 3 });
    await inside.close();
  });
});

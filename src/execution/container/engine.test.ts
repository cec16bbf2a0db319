import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBusybox, packBusybox } from '../../../fixtures/busybox.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { ownSurroundings } from './surroundings.ts';
import { dockerAddresses } from './address.ts';
import { connect, type EngineApi } from './api.ts';
import type { ContainerEngine, ContainerSettings } from './engine.ts';
import { openEngine } from './open.ts';

const settings: ContainerSettings = {
  engine: 'docker',
  pull: 'newer',
  strictMemory: false,
  strictCpu: false,
  progress: () => undefined,
};
const never = new AbortController().signal;
const root = realpathSync(mkdtempSync(join(tmpdir(), 'containers-')));
const run = `test-${process.pid}`;
const name = `crate-run-test:${process.pid}`;
const label = 'org.crate-run.run';
const open = (more: Partial<ContainerSettings> = {}, id = run) => openEngine({ ...settings, ...more }, root, id);

const found = hasBusybox() ? await open().catch(() => undefined) : undefined;
const engine = found as ContainerEngine;
let api: EngineApi;
let image: string;
let count = 0;

function job(command: readonly string[], more: Partial<JobSpec> = {}): JobSpec {
  const here = `${root}/job ${++count}`;
  return {
    command,
    environment: { HOME: '/work/out' },
    layout: { outdir: '/work/out', tmpdir: '/tmp', stagedir: '/work/in' },
    folders: { outdir: `${here}/out`, tmpdir: `${here}/tmp`, stagedir: `${here}/in` },
    container: { image, network: false },
    staging: [],
    resources: { cores: 1, ram: 64, tmpdirSize: 1, outdirSize: 1 },
    ...more,
  };
}

const sh = (script: string, more?: Partial<JobSpec>) => job(['sh', '-c', script], more);
const logOf = (spec: JobSpec) => `${spec.folders.outdir}-log`;
const start = (spec: JobSpec, signal = never, by = engine) => by.run(spec, logOf(spec), signal);

/** What a job that goes well writes to its standard output. */
async function said(spec: JobSpec): Promise<string> {
  const ended = await start(spec);
  expect(ended).toMatchObject({ exitCode: 0, stderrTail: '' });
  return ended.stdoutLog ? readFileSync(ended.stdoutLog, 'utf8') : '';
}

async function left(id: string): Promise<number> {
  return (await api.listContainers({ all: true, filters: { label: [`${label}=${id}`] } })).length;
}

beforeAll(async () => {
  if (!found) return;
  api = await connect(dockerAddresses(ownSurroundings())[0]!);
  const archive = packBusybox(root);
  ({ id: image } = await engine.resolve({ name, origin: { kind: 'import', archive } }, never));
});
afterAll(async () => {
  await found?.close();
  if (found) {
    for (const tag of [name, `${name}-built`])
      await api
        .getImage(tag)
        .remove({ force: true })
        .catch(() => undefined);
  }
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!found)('a job in a container (where Docker answers and there is a static busybox)', () => {
  it('tells exit code, times and logs, and sees its own environment and no entry point of ours', async () => {
    const spec = sh('echo out; echo err >&2; echo "$A"; exit 7', { environment: { A: 'a "b" $c' } });
    const ended = await start(spec);
    expect(ended).toMatchObject({ exitCode: 7, stderrTail: 'err\n' });
    expect(readFileSync(ended.stdoutLog!, 'utf8')).toBe('out\na "b" $c\n');
    expect(ended.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    expect(ended.endedAt >= ended.startedAt).toBe(true);
    expect(existsSync(logOf(job(['true'])))).toBe(false);
  });

  it('runs as the caller in its output folder', async () => {
    const spec = sh('id -u; id -g; pwd; touch mine');
    expect(await said(spec)).toBe(`${process.getuid!()}\n${process.getgid!()}\n/work/out\n`);
    expect(statSync(`${spec.folders.outdir}/mine`).uid).toBe(process.getuid!());
  });

  it('loses no word of programs that end at once', async () => {
    let next = 0;
    const worker = async () => {
      while (next++ < 40) {
        const word = `word ${next}`;
        expect(await said(job(['echo', word]))).toBe(`${word}\n`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
  }, 60_000);

  it('reads a file, writes files, both streams to one', async () => {
    writeFileSync(`${root}/in put:1`, 'hello\n');
    const staging = [{ kind: 'link', source: `${root}/in put:1`, target: '/work/in/1/in put:1' }] as const;
    const spec = sh('cat; echo 2 >&2; echo 3', { stdin: '/work/in/1/in put:1', stdout: 'sub/o', stderr: 'sub/o', staging });
    expect(await start(spec)).toMatchObject({ exitCode: 0 });
    // Engines hand the two streams on one by one: their lines may change places.
    expect(readFileSync(`${spec.folders.outdir}/sub/o`, 'utf8').split('\n').sort()).toEqual(['', '2', '3', 'hello']);
  });

  it('does not mind a program that leaves its input unread', async () => {
    writeFileSync(`${root}/large`, Buffer.alloc(20 << 20));
    const staging = [{ kind: 'link', source: `${root}/large`, target: '/work/in/1/large' }] as const;
    expect(await said(sh('head -c 1 > one; echo done', { stdin: '/work/in/1/large', staging }))).toBe('done\n');
  });

  it('passes 100 MB without holding them', async () => {
    const spec = sh('head -c 100000000 /dev/zero | tr "\\0" x', { stdout: 'big' });
    let peak = 0;
    const before = process.memoryUsage().rss;
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss - before)), 10);
    expect(await start(spec)).toMatchObject({ exitCode: 0 });
    clearInterval(timer);
    expect(peak).toBeLessThan(60e6);
    const digest = createHash('sha256').update(Buffer.alloc(100_000_000, 'x')).digest('hex');
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(`${spec.folders.outdir}/big`)) hash.update(chunk as Buffer);
    expect(hash.digest('hex')).toBe(digest);
  }, 60_000);

  it('can change neither its inputs nor the image, and reaches no network', async () => {
    writeFileSync(`${root}/precious`, 'p');
    const staging = [{ kind: 'link', source: `${root}/precious`, target: '/work/in/1/precious' }] as const;
    const script = 'for f in /work/in/1/precious /work/in/1/new /bin/new; do echo x > $f || echo no; done; ls /sys/class/net';
    const ended = await start(sh(`(${script}) 2>/dev/null`, { staging }));
    expect(readFileSync(ended.stdoutLog!, 'utf8').trim().split('\n').slice(0, 4)).toEqual(['no', 'no', 'no', 'lo']);
    expect(readFileSync(`${root}/precious`, 'utf8')).toBe('p');
  });

  it('changes what it may change where it is', async () => {
    writeFileSync(`${root}/inplace`, 'old');
    const staging = [{ kind: 'link', source: `${root}/inplace`, target: '/work/out/f', writable: true }] as const;
    const spec = sh('echo new > f', { staging });
    await said(spec);
    expect(readFileSync(`${root}/inplace`, 'utf8')).toBe('new\n');
    expect(realpathSync(`${spec.folders.outdir}/f`)).toBe(`${root}/inplace`);
  });

  it('leaves an output folder like that of a job without a container', async () => {
    mkdirSync(`${root}/folder`, { recursive: true });
    writeFileSync(`${root}/folder/x`, 'fx');
    writeFileSync(`${root}/file`, 'f');
    const spec = sh(
      'mkdir moved; mv sub moved/; ln -s /work/in/1/file a; ln -s ../in/1/file b; ln -s moved c; ln -s /etc/passwd d; ln -s /work/out/moved e',
      {
        staging: [
          { kind: 'link', source: `${root}/file`, target: '/work/in/1/file' },
          { kind: 'link', source: `${root}/folder`, target: '/work/out/sub/folder' },
          { kind: 'link', source: `${root}/file`, target: '/work/out/file' },
        ],
      },
    );
    await said(spec);
    const link = (path: string) => readlinkSync(`${spec.folders.outdir}/${path}`);
    expect(['moved/sub/folder', 'file', 'a', 'b', 'c', 'd', 'e'].map(link)).toEqual([
      ...[`${root}/folder`, `${root}/file`, `${root}/file`, `${root}/file`, 'moved', '/etc/passwd'],
      `${spec.folders.outdir}/moved`,
    ]);
    expect(lstatSync(`${spec.folders.outdir}/moved/sub`).isDirectory()).toBe(true);
  });

  it('finds things anywhere in the container', async () => {
    const staging = [
      { kind: 'write', contents: 'abs', target: '/usr/share/x/data.txt' },
      { kind: 'link', source: `${root}/file`, target: '/etc/own/file' },
    ] as const;
    writeFileSync(`${root}/file`, 'f');
    expect(await said(sh('cat /usr/share/x/data.txt /etc/own/file', { staging }))).toBe('absf');
  });

  it('counts what takes long enough to be seen', async () => {
    const { usage } = await start(sh('i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'));
    if (usage) expect(usage).toMatchObject({ measured: 'sampled' });
    if (usage) expect(usage.cpuSeconds).toBeGreaterThan(0.05);
  });

  it.each([
    [['nope'], 'cannot start nope: no such program on the PATH of the image'],
    [['/nope'], 'cannot start /nope: no such file in the image'],
    [['/bin'], /^cannot start \/bin in its container: (permission denied|is a directory)$/],
  ])('says why %j does not start', async (command, why) => {
    expect(await start(job(command))).toMatchObject({
      problem: 'not-started',
      stderrTail: typeof why === 'string' ? why : (expect.stringMatching(why) as string),
    });
  });

  it('keeps to the time limit, also with what ignores the first request', async () => {
    const began = performance.now();
    const ended = await start(sh('trap "" TERM; while :; do sleep 0.1; done', { timeLimit: 0.3 }));
    expect(ended.problem).toBe('time-limit');
    expect(ended.exitCode).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(8000);
  });

  it('stops when it is cancelled, and starts nothing after that', async () => {
    const cancel = new AbortController();
    const spec = sh('trap "echo bye > bye; exit" TERM; echo > on; while :; do sleep 0.05; done');
    const ended = start(spec, cancel.signal);
    await expect.poll(() => existsSync(`${spec.folders.outdir}/on`), { timeout: 10_000 }).toBe(true);
    cancel.abort();
    expect((await ended).problem).toBe('cancelled');
    expect(readFileSync(`${spec.folders.outdir}/bye`, 'utf8')).toBe('bye\n');
    expect((await start(sh('touch on'), AbortSignal.abort())).problem).toBe('cancelled');
  });

  it('kills what takes more memory than was reserved, if asked to', async () => {
    const strict = (await open({ strictMemory: true }))!;
    const resources = { cores: 1, ram: 16, tmpdirSize: 1, outdirSize: 1 };
    const spec = job(['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=64M', 'count=4'], { resources });
    expect((await start(spec, never, strict)).problem).toBe('out-of-memory');
    await strict.close();
  });

  it('says that an input is not there', async () => {
    const staging = [{ kind: 'link', source: `${root}/missing`, target: '/work/in/1/f' }] as const;
    await expect(start(sh('true', { staging }))).rejects.toMatchObject({ code: 'DATA_NOT_FOUND' });
  });

  it('leaves no container behind', async () => {
    const own = (await open({}, `${run}-tidy`))!;
    await Promise.all([start(job(['true']), never, own), start(job(['nope']), never, own)]);
    await own.close();
    expect(await left(`${run}-tidy`)).toBe(0);
  });
});

describe.skipIf(!found)('images (where Docker answers)', () => {
  const progress = vi.fn();

  it('are there, are built, are loaded, or are not', async () => {
    const own = (await open({ progress }))!;
    const built = `${name}-built`;
    const dockerfile = `FROM ${name}\nENV A=image\nENTRYPOINT ["/bin/echo", "entry"]\n`;
    const request = { name: built, origin: { kind: 'build', dockerfile } } as const;
    const [made, same] = await Promise.all([own.resolve(request, never), own.resolve(request, never)]);
    expect(same).toBe(made);
    expect(made).toMatchObject({ requested: built, how: 'built', os: 'linux', engine: { name: own.name, version: own.version } });
    expect(made).not.toHaveProperty('digest');
    expect(progress).toHaveBeenCalledWith(`building ${built}`);
    const container = { image: made.id, network: false };
    expect(await said(job(['x', 'y'], { container }))).toBe('entry x y\n');

    const archive = join(root, 'saved.tar');
    const saved = await api.getImage(built).get();
    writeFileSync(archive, await buffer(saved));
    await api.getImage(built).remove({ force: true });
    const again = (await open())!;
    const loaded = await again.resolve({ name: built, origin: { kind: 'load', archive } }, never);
    expect(loaded).toMatchObject({ how: 'loaded', id: made.id });
    expect(await again.resolve({ name: built, origin: { kind: 'pull' } }, never)).toMatchObject({ how: 'present', id: made.id });
    expect(await again.resolve({ name: made.id, origin: { kind: 'present' } }, never)).toMatchObject({ id: made.id });
  }, 60_000);

  it.each([
    ['localhost:1/no/such:1', 'pull', /^image localhost:1\/no\/such:1: its registry cannot be reached/],
    ['no-such-image-at-all', 'present', /^image no-such-image-at-all is not there in /],
    ['../containers', 'present', /is not the name of an image$/],
  ] as const)('say why %s cannot be had', async (missing, kind, message) => {
    const answer = engine.resolve({ name: missing, origin: { kind } }, never);
    await expect(answer).rejects.toMatchObject({ code: 'CONTAINER_IMAGE', message: expect.stringMatching(message) as string });
  });
});

it.skipIf(!found)(
  'a process that is killed leaves no container (where Docker answers)',
  async () => {
    const id = `${run}-killed`;
    const script = `
    import { openEngine } from ${JSON.stringify(fileURLToPath(new URL('open.ts', import.meta.url)))};
    const [spec, scratch, run] = JSON.parse(process.argv[1]);
    const settings = { engine: 'docker', pull: 'newer', strictMemory: false, strictCpu: false, progress: () => undefined };
    const engine = await openEngine(settings, scratch, run);
    await engine.run(spec, scratch + '/killed-log', new AbortController().signal);`;
    const argument = JSON.stringify([job(['sleep', '1000']), root, id]);
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script, argument], {
      stdio: 'ignore',
    });
    await expect.poll(() => left(id), { timeout: 20_000 }).toBe(1);
    await pause(500);
    child.kill('SIGKILL');
    await expect.poll(() => left(id), { timeout: 20_000 }).toBe(0);
  },
  60_000,
);

/** An engine of our own can be stopped; it needs root, and the daemon. */
function canStartDaemon(): boolean {
  if (!found || process.getuid?.() !== 0) return false;
  try {
    execFileSync('dockerd', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canStartDaemon())('an engine that goes away (where root can start another)', () => {
  const place = mkdtempSync(join(tmpdir(), 'engine-'));
  const socket = `${place}/docker.sock`;
  let daemon: ChildProcess;

  function startDaemon(): ChildProcess {
    const folders = ['--data-root', `${place}/data`, '--exec-root', `${place}/exec`, '--pidfile', `${place}/pid`];
    return spawn('dockerd', [...folders, '-H', `unix://${socket}`, '--bridge=none', '--iptables=false'], { stdio: 'ignore' });
  }

  async function stopDaemon(): Promise<void> {
    const gone = once(daemon, 'exit');
    daemon.kill();
    await gone;
  }

  afterAll(async () => {
    vi.unstubAllEnvs();
    await stopDaemon();
    rmSync(place, { recursive: true, force: true });
  }, 60_000);

  it('loses the job, whatever its exit code, and comes back for the next', async () => {
    vi.stubEnv('DOCKER_HOST', `unix://${socket}`);
    daemon = startDaemon();
    await expect.poll(() => open().then(() => true, () => false), { timeout: 30_000 }).toBe(true); // prettier-ignore
    const own = (await open({}, `${run}-lost`))!;
    const archive = join(root, 'busybox.tar');
    const { id } = await own.resolve({ name, origin: { kind: 'import', archive } }, never);
    const container = { image: id, network: false };
    const spec = sh('trap "exit 0" TERM; touch on; while :; do sleep 0.1; done', { container });
    let ended: Execution | undefined;
    const running = start(spec, never, own).then((execution) => (ended = execution));
    await expect.poll(() => existsSync(`${spec.folders.outdir}/on`), { timeout: 20_000 }).toBe(true);
    await stopDaemon();
    await pause(500);
    expect(ended).toBeUndefined();
    daemon = startDaemon();
    expect((await running).problem).toBe('lost');
    expect(await start(job(['true'], { container }), never, own)).toMatchObject({ exitCode: 0 });
    await own.close();
    const other = await connect({ socket });
    expect(await other.listContainers({ all: true })).toEqual([]);
  }, 120_000);
});

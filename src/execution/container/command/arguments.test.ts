import { expect, it } from 'vitest';
import type { JobSpec } from '../../../job/jobspec.ts';
import type { CommandJob } from './dialect.ts';
import { podmanArguments } from './podman.ts';
import { imageFile, singularityArguments, singularityEnvironment } from './singularity.ts';
import { udockerArguments } from './udocker.ts';

function job(more: Partial<JobSpec> = {}, settings: Partial<CommandJob['settings']> = {}): CommandJob {
  const layout = { outdir: '/out', tmpdir: '/tmp', stagedir: '/in' };
  const folders = { outdir: '/h/o', tmpdir: '/h/t', stagedir: '/h/i' };
  const resources = { cores: 2, ram: 64, tmpdirSize: 1, outdirSize: 1 };
  const environment = { HOME: '/out', GREETING: 'a, "b"' };
  const container = { image: 'sha256:1', network: false };
  return {
    spec: { command: ['sh', '-c', 'echo $x'], environment, layout, folders, staging: [], resources, container, ...more },
    mounts: [
      { source: '/h/o', target: '/out', readOnly: false },
      { source: '/data/a b', target: '/in/1/a b', readOnly: true },
    ],
    image: 'IMAGE',
    name: 'crate-run-1',
    label: 'l=1',
    settings: {
      engine: 'podman',
      pull: 'newer',
      strictMemory: false,
      strictCpu: false,
      progress: () => undefined,
      ...settings,
    },
    user: { uid: 1000, gid: 100 },
  };
}

const oddMount = { source: '/d/x,y:z"', target: '/in/o', readOnly: true };
const line = (args: readonly string[]) => args.join(' ');

it('podman: nothing but the job can be seen, changed or reached', () => {
  const args = podmanArguments(job());
  expect(args.slice(-4)).toEqual(['IMAGE', 'sh', '-c', 'echo $x']);
  expect(line(args)).toContain('run --rm --name crate-run-1 --label l=1 --pull never');
  expect(line(args)).toContain('--read-only --security-opt no-new-privileges');
  expect(line(args)).toContain('--network none --user 1000:100 --userns keep-id');
  expect(args).toContain('type=bind,source=/data/a b,target=/in/1/a b,readonly');
  expect(args).toContain('GREETING=a, "b"');
  expect(line(args)).not.toMatch(/--interactive|--memory|--cpus|--shm-size|--device/);
});

it('podman: limits, network, input and odd names', () => {
  const container = { image: 'x', network: true, shmSize: 8, gpus: 1 };
  const wanted = job({ stdin: '/in/f', container }, { strictMemory: true, strictCpu: true, network: 'mine' });
  const args = podmanArguments({ ...wanted, mounts: [oddMount] });
  expect(line(args)).toMatch(
    /--interactive .*--network mine .*--memory 64m --memory-swap 64m --cpus 2 --shm-size 8m --device nvidia.com\/gpu=all/,
  );
  expect(args).toContain('type=bind,"source=/d/x,y:z""",target=/in/o,readonly');
});

it.each(['singularity', 'apptainer'] as const)('%s: the output folder is the home, the rest is bound', (engine) => {
  expect(singularityArguments(job({}, { engine }))).toEqual([
    ...['exec', '--contain', '--ipc', '--cleanenv', '--no-eval', '--pid', '--home', '/h/o:/out'],
    ...['--bind', '/data/a b:/in/1/a b:ro', '--pwd', '/out', '--net', '--network', 'none'],
    ...['IMAGE', 'sh', '-c', 'echo $x'],
  ]);
  const open = { ...job({ container: { image: 'x', network: true, gpus: 2 } }), mounts: [oddMount] };
  expect(line(singularityArguments(open))).toContain(
    '--mount type=bind,"source=/d/x,y:z""",destination=/in/o,ro --pwd /out --nv IMAGE',
  );
});

it('singularity: variables go through the environment, images into the folder that is set for them', () => {
  expect(singularityEnvironment({ HOME: '/out', A: 'b,c' })).toEqual({ SINGULARITYENV_A: 'b,c', APPTAINERENV_A: 'b,c' });
  expect(imageFile('quay.io/a/b:1', { CWL_SINGULARITY_CACHE: '/c', SINGULARITY_CACHEDIR: '/s' })).toBe('/c/quay.io_a_b:1.sif');
  expect(imageFile('a', { APPTAINER_CACHEDIR: '/p', SINGULARITY_CACHEDIR: '/s' })).toBe('/p/a.sif');
});

it('udocker: what it can do, and no path that it would misunderstand', () => {
  expect(udockerArguments(job())).toEqual([
    ...['--quiet', 'run', '--rm', '--nobanner', '--user=1000:100', '--workdir=/out'],
    ...['--volume=/h/o:/out', '--volume=/data/a b:/in/1/a b', '--env=HOME=/out', '--env=GREETING=a, "b"'],
    ...['IMAGE', 'sh', '-c', 'echo $x'],
  ]);
  expect(() => udockerArguments({ ...job(), mounts: [oddMount] })).toThrow(/colon/);
});

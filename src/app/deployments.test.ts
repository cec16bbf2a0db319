import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installDocker } from '../../fixtures/docker-stand-in.ts';
import { queueJob } from '../../fixtures/queue-job.ts';
import { hasSlurm, startSlurm } from '../../fixtures/slurm.ts';
import { hasSshd, sshUser, startSshd } from '../../fixtures/sshd.ts';
import type { Fact } from '../event/event.ts';
import { ask } from '../execution/connector/ask.ts';
import { readTopology } from '../topology/read.ts';
import { targetsOf } from '../topology/targets.ts';
import { createDeployments, type Deployments, type OpenLocation } from './deployments.ts';

const never = new AbortController().signal;
let folder: string;
let docker: { readonly bin: string; readonly calls: string };
let facts: Fact[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deployments-'));
  docker = installDocker(folder);
  vi.stubEnv('PATH', `${docker.bin}:${process.env['PATH']}`);
  facts = [];
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the targets of `/` in a file of StreamFlow. */
async function open(deployments: string, target: string): Promise<[Deployments, readonly (readonly OpenLocation[])[]]> {
  const text = `version: v1.0
workflows: { w: { type: cwl, config: { file: w.cwl }, bindings: [{ step: /, target: ${target} }] } }
deployments: { ${deployments} }`;
  const { topology } = await readTopology(text, `file://${folder}/streamflow.yml`);
  const settings = { topology, run: 'r', progress: () => undefined, report: (fact: Fact) => void facts.push(fact) };
  const open = createDeployments(settings);
  const locations = [];
  for (const each of targetsOf(topology.workflows[0], '/step')) locations.push(await open.open(each));
  return [open, locations];
}

const say = async ({ connector }: OpenLocation, program: string) => (await ask(connector, { program }, never)).stdout;

it('keeps one container for all jobs, which has the working folder of the host and the options of the file', async () => {
  const config = 'image: tools:1, addHost: [a:1, b:2], cpuRTPeriod: 5, readOnly: true, privileged: false, rm: true';
  const [deployments, [[place]]] = (await open(`d: { type: docker, config: { ${config} } }`, `{ deployment: d, workdir: ${folder}/w }`)) as [Deployments, [[OpenLocation]]]; // prettier-ignore
  expect(place).toMatchObject({ name: 'd', workdir: `${folder}/w`, image: { requested: 'tools:1', how: 'present', size: 4096 } });
  expect(place.files.uriOf('/f')).toBe('file:///f');
  expect(await say(place, `echo "it's" in`)).toBe("it's in\n");
  expect(existsSync(`${folder}/w`)).toBe(true);
  await deployments.close();
  const calls = readFileSync(docker.calls, 'utf8').split('\n');
  const user = `${process.getuid?.()}:${process.getgid?.()}`;
  const id = `sha256:${'7'.padStart(64, '0')}`;
  expect(calls.slice(-4)).toEqual([
    `docker run --detach --interactive --name=crate-run-r-d --label=org.crate-run.run=r --init --user=${user} --volume=${folder}/w:${folder}/w --add-host=a:1 --add-host=b:2 --cpu-rt-period=5 --read-only --privileged=false --entrypoint=/bin/sh ${id}`,
    `docker exec --interactive c1 /bin/sh -c echo "it's" in`,
    'docker rm --force --volumes c1',
    '',
  ]);
  expect(facts.map(({ type }) => type)).toEqual(['image.resolved', 'deployment.ready', 'deployment.removed']);
  expect(facts[1]).toMatchObject({ deployment: 'd', connector: 'docker', external: false, image: id });
});

it('takes a container that is there, pulls what is not, and says what cannot be had', async () => {
  const target = '{ deployment: d }';
  const [, [[place]]] = (await open('d: { type: docker, external: true, config: { image: other:2, containerId: mine } }', target)) as [Deployments, [[OpenLocation]]]; // prettier-ignore
  expect(place.image).toMatchObject({ how: 'pulled' });
  expect(readFileSync(docker.calls, 'utf8')).not.toContain('docker run');
  const refused = expect(open('d: { type: docker, config: { image: nowhere/x } }', target)).rejects;
  await refused.toMatchObject({ code: 'CONTAINER_IMAGE', message: expect.stringContaining('not found') as string });
  await expect(open('d: { type: docker, config: { image: --rm } }', target)).rejects.toMatchObject({ code: 'CONTAINER_IMAGE' });
  await expect(open('d: { type: singularity, config: { image: x.sif } }', target)).rejects.toMatchObject({
    code: 'CONTAINER_ENGINE',
    message: 'there is no singularity at this machine',
  });
});

describe.skipIf(!hasSshd() || !hasSlurm())('stacks of places', () => {
  it('reaches containers and queue managers through hosts, and knows who shares files', async () => {
    const slurm = await startSlurm();
    const server = await startSshd([], [`SLURM_CONF=${slurm.conf}`, `PATH=${process.env['PATH']}`]);
    try {
      const login = `username: ${sshUser}, sshKey: ${server.key}, knownHosts: ${server.knownHosts}`;
      const [deployments, targets] = await open(
        `h: { type: ssh, config: { nodes: ['127.0.0.1:${server.port}'], ${login} }, workdir: ${folder}/w },
         two: { type: ssh, config: { nodes: ['127.0.0.1:${server.port}', 'localhost:${server.port}'], checkHostKey: false, ${login} } },
         sl: { type: slurm, config: { services: { short: { partition: main }, long: { partition: main } } }, wraps: h },
         dh: { type: docker, config: { image: tools:1 }, wraps: h },
         ds: { type: docker, config: { image: tools:1 }, wraps: { deployment: sl, service: short } }`,
        '[{ deployment: h }, { deployment: sl, service: short }, { deployment: dh }, { deployment: ds }, { deployment: two, workdir: /w }]',
      );
      const [[h], [sl], [dh], [ds], two] = targets as [
        [OpenLocation],
        [OpenLocation],
        [OpenLocation],
        [OpenLocation],
        OpenLocation[],
      ];
      expect(targets.flat().map(({ name }) => name)).toEqual([
        ...['h', 'sl/short', 'dh', 'ds', `two/127.0.0.1:${server.port}`, `two/localhost:${server.port}`],
      ]);
      for (const place of [sl, dh, ds]) expect(place.files).toBe(h.connector);
      expect(two[0]?.files).not.toBe(h.files);
      expect(ds.workdir).toBe(`${folder}/w`);

      const before = deployments.commands();
      expect(await say(dh, 'echo in')).toBe('in\n');
      expect(deployments.commands() - before).toBe(1);

      const job = queueJob(`${folder}/job`, 'echo "$SLURM_JOB_ID" >said');
      const submitted = await ds.queue!.submit(job, never);
      if ('refused' in submitted) throw new Error(submitted.refused);
      await ds.queue!.wait(submitted.id, job.folder, never);
      expect(readFileSync(`${folder}/job/said`, 'utf8')).toBe(`${submitted.id}\n`);
      expect(readFileSync(docker.calls, 'utf8')).toMatch(
        new RegExp(
          `docker run --rm .*--volume=${folder}/w:${folder}/w --workdir=${folder}/job --entrypoint= \\S+ /bin/sh ./program`,
        ),
      );
      await deployments.close();
      expect(readFileSync(docker.calls, 'utf8')).toContain('docker rm');
    } finally {
      server.stop();
      slurm.stop();
    }
  }, 60_000);
});

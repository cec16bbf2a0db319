import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteA, siteB, user } from '../bed/hosts/sites.ts';
import { access } from '../bed/hosts/keys.ts';
import { capture } from '../lib/capture.ts';
import { engineEnv } from '../bed/docker.ts';
import { crateRun, fixtures } from '../lib/places.ts';
import { unmet } from '../containers/check.ts';
import type { HybridCheck } from './check.ts';
import { host } from './places.ts';
import { startHybrid, shell } from './run.ts';
import { succeeds } from './outcome.ts';

/** The hybrid example of StreamFlow's users: Docker, Slurm behind SSH and SSH for one step, this machine for the rest. */
export const hybridExample: HybridCheck = {
  name: "StreamFlow's hybrid example, with the bed's addresses in it",
  async try(folder) {
    cpSync(join(fixtures, 'streamflow'), folder, { recursive: true });
    const path = join(folder, 'hybrid.yml');
    const text = readFileSync(path, 'utf8')
      .replace('sfbench:1', 'python:3-slim')
      .replace('127.0.0.1:32201', siteA.address)
      .replace('username: root, sshKey: key', `username: ${user}, sshKey: ${access.key}`)
      .replace('partition: main', 'partition: short')
      .replaceAll('/scratch', '/tmp/scratch');
    writeFileSync(path, text);
    const ended = await capture([...crateRun, path, '-o', join(folder, 'crate'), '--outdir', folder, '--quiet'], {
      cwd: folder,
      env: engineEnv,
      limit: 120,
    });
    if (ended.exitCode !== 0) return [ended.stderr];
    return unmet([[readFileSync(join(folder, 'sum.txt'), 'utf8').trim() === '5015', 'the sum is not 5015']]);
  },
};

/** What else their files may say, each with the parts of the bed. */
export const constructs: HybridCheck = {
  name: "constructs of StreamFlow's files: matching, a jump host, several locations, an engine at the other end, a template",
  async try(folder) {
    const template = join(folder, 'job.sh');
    writeFileSync(template, '#!/bin/sh\n#SBATCH --partition=long\nexport SITE_SOFTWARE=used\n{{streamflow_command}}\n');
    const tunnel = { hostname: siteA.address, username: user, sshKey: access.key, knownHosts: access.knownHosts };
    const deployments = {
      inner: host(siteB, { tunnel }),
      both: host(siteA, { nodes: [siteA.address, siteB.address] }),
      'remote-docker': { type: 'docker', config: { image: 'alpine:latest', volume: ['/home:/home'] }, wraps: 'a' },
      leo: { type: 'slurm', config: { services: { gpu: { file: template } } }, wraps: 'a' },
    };
    const steps = {
      matched: 'hostname',
      jump: 'hostname',
      several: 'echo "$STREAMFLOW_HOSTS" | tr , "\\n" | wc -l',
      engine: 'ls /home',
      template: 'echo "$SITE_SOFTWARE $SLURM_JOB_PARTITION"',
    };
    const bindings = [
      { step: '/matched', target: [{ deployment: 'a' }, { deployment: 'b' }], filters: ['byname'] },
      { step: '/jump', target: { deployment: 'inner' } },
      { step: '/several', target: { deployment: 'both', locations: 2 } },
      { step: '/engine', target: { deployment: 'remote-docker' } },
      { step: '/template', target: { deployment: 'leo', service: 'gpu' } },
    ];
    const filters = [
      { target: 'a', job: [{ port: 'size', match: 'small' }] },
      { target: 'b', job: [{ port: 'size', match: 'large' }] },
    ];
    const bindingFilters = { byname: { type: 'matching', config: { filters } } };
    return succeeds(
      startHybrid(folder, { document: all(steps), bindings, deployments, bindingFilters }),
      ['site-b', 'site-b', '2', user, 'used long'].join(' | '),
    );
  },
};

/** Every script as a step, and their first lines brought together. */
function all(scripts: Readonly<Record<string, string>>): unknown {
  const names = Object.keys(scripts);
  const steps = Object.entries(scripts).map(
    ([name, script]) =>
      [
        name,
        { run: { ...shell(script), inputs: { size: 'string' } }, in: { size: { default: 'large' } }, out: ['said'] },
      ] as const,
  );
  const script = `for part; do head -n 1 "$part"; done | paste -sd '|' | sed 's/|/ | /g'`;
  const join = { ...shell(script), inputs: { parts: { type: 'File[]', inputBinding: {} } }, arguments: ['sh'] };
  return {
    class: 'Workflow',
    cwlVersion: 'v1.2',
    requirements: { MultipleInputFeatureRequirement: {} },
    inputs: {},
    outputs: { said: { type: 'File', outputSource: 'join/said' } },
    steps: {
      ...Object.fromEntries(steps),
      join: { run: join, in: { parts: { source: names.map((name) => `${name}/said`) } }, out: ['said'] },
    },
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterTargets } from './filters.ts';
import { readTopology } from './read.ts';
import { strayBindings, unusedDeployments, workflowFor } from './survey.ts';
import { bindingOf, obstacleTo, stackOf, targetsOf, workdirOf } from './targets.ts';
import type { BoundWorkflow, Target, Topology } from './topology.ts';

async function topologyOf(bindings: string, deployments = ''): Promise<Topology> {
  const text = `
version: v1.0
workflows:
  w: { type: cwl, config: { file: wf.cwl }, bindings: [${bindings}] }
  other: { type: cwl, config: { file: other.cwl } }
bindingFilters:
  mix: { type: shuffle, config: {} }
  size:
    type: matching
    config:
      filters:
        - { target: { deployment: sl, service: short }, job: [{ port: size, match: small }, { port: kind, match: a }] }
        - { target: h1, job: [{ port: size, match: large }] }
        - { target: h1, job: [{ port: size, match: huge }] }
deployments:
  h1: { type: ssh, config: { nodes: [h1], services: { login: { file: login.sh } } }, workdir: /on-h1 }
  h2: { type: ssh, config: { nodes: [h2], file: job.sh } }
  sl: { type: slurm, config: { services: { short: { partition: main }, long: {} } }, wraps: { deployment: h1, service: login } }
  sl2: { type: slurm, config: {}, wraps: h2 }
  box: { type: docker, config: { image: x }, wraps: sl }
  ${deployments}`;
  return (await readTopology(text, 'file:///site/streamflow.yml')).topology;
}

const first = ({ workflows }: Topology): BoundWorkflow => workflows[0]!;
const namesOf = (targets: readonly Target[]) => targets.map(({ deployment, service }) => [deployment.name, service].join('/'));

describe('where a step runs', () => {
  it('is said by the nearest binding', async () => {
    const workflow = first(
      await topologyOf(
        '{ step: /, target: { deployment: h1 } }, { step: /a, target: { deployment: h2 } }, { step: /a/b, target: { deployment: sl } }',
      ),
    );
    const where = (path: string) => namesOf(targetsOf(workflow, path))[0];
    expect(['/x', '/a', '/a/c', '/a/b', '/a/b/d/e', '/ab'].map(where)).toEqual(['h1/', 'h2/', 'h2/', 'sl/', 'sl/', 'h1/']);
    expect(bindingOf(workflow, '/a/c').path).toBe('/a');
  });

  it('is this machine when nothing says otherwise, whatever a deployment is called', async () => {
    for (const workflow of [undefined, first(await topologyOf('', 'local: { type: ssh, config: { nodes: [h] } }'))]) {
      const [target] = targetsOf(workflow, '/a');
      expect(target).toMatchObject({ deployment: { type: 'local' }, locations: 1 });
      expect(workdirOf(target!, '/var/tmp')).toBe('/var/tmp/crate-run');
    }
  });
});

describe('a stack', () => {
  it('is given from what runs the job to what is reached from here', async () => {
    const workflow = first(
      await topologyOf('{ step: /, target: { deployment: box } }, { step: /a, target: { deployment: sl, service: short } }'),
    );
    const [box] = targetsOf(workflow, '/b');
    const [slurm] = targetsOf(workflow, '/a');
    expect(stackOf(box!).map(({ deployment, service }) => [deployment.name, service])).toEqual([
      ['box', undefined],
      ['sl', undefined],
      ['h1', 'login'],
    ]);
    expect(stackOf(slurm!).map(({ service }) => service)).toEqual(['short', 'login']);
    expect(obstacleTo(slurm!)).toBeUndefined();
    const pod = first(await topologyOf('{ step: /, target: { deployment: pod } }', 'pod: { type: kubernetes, config: {} }'));
    expect(obstacleTo(targetsOf(pod, '/')[0]!)?.name).toBe('pod');
  });

  it('hands its working folder outwards', async () => {
    const bindings = ['sl', 'sl2', 'h2', 'h1', 'box'].map((name) => `{ step: /${name}, target: { deployment: ${name} } }`);
    const workflow = first(await topologyOf(`${bindings.join()}, { step: /own, target: { deployment: sl, workdir: /mine } }`));
    const workdir = (path: string) => workdirOf(targetsOf(workflow, path)[0]!, '/var/tmp');
    expect(['/sl', '/box', '/h1', '/sl2', '/h2', '/own'].map(workdir)).toEqual([
      '/on-h1',
      '/on-h1',
      '/on-h1',
      '/tmp/crate-run',
      '/tmp/crate-run',
      '/mine',
    ]);
  });
});

describe('filters', () => {
  const bindings =
    '{ step: /, target: [{ deployment: sl, service: short }, { deployment: sl, service: long }, { deployment: h1 }]';

  it('keep the targets for which all conditions of a rule hold', async () => {
    const { targets, filters } = bindingOf(first(await topologyOf(`${bindings}, filters: [size] }`)), '/a');
    const left = (inputs: Record<string, string>) =>
      namesOf(filterTargets(targets, filters, (name) => inputs[name], Math.random));
    expect(left({ size: 'small', kind: 'a' })).toEqual(['sl/short']);
    expect(left({ size: 'huge' })).toEqual(['h1/']);
    expect(left({ size: 'small' })).toEqual([]);
  });

  it('shuffle: every target stays and each comes first at times', async () => {
    const { targets, filters } = bindingOf(first(await topologyOf(`${bindings}, filters: [mix] }`)), '/a');
    const firsts = new Set<string>();
    for (const random of [0, 0.4, 0.99]) {
      const order = namesOf(
        filterTargets(
          targets,
          filters,
          () => undefined,
          () => random,
        ),
      );
      expect([...order].sort()).toEqual(namesOf(targets).sort());
      firsts.add(order[0]!);
    }
    expect(firsts.size).toBe(3);
  });
});

describe('a survey', () => {
  const paths = { steps: ['/prep', '/align/sort', '/number'], jobs: ['/prep', '/align/sort'], inputs: ['/reads'] };

  it('finds bindings of what the workflow does not have', async () => {
    const workflow = first(
      await topologyOf(
        '{ step: /, target: { deployment: h1 } }, { step: /align, target: { deployment: h1 } }, { step: /number, target: { deployment: h1 } }, { step: /prpe, target: { deployment: h1 } }, ' +
          '{ port: /raeds, target: { deployment: h1, workdir: /d } }',
      ),
    );
    expect(strayBindings(workflow, paths).map(({ message, span }) => [message, span?.line])).toEqual([
      ['the workflow has no step /prpe; did you mean "/prep"?', 4],
      ['the workflow has no input /raeds; did you mean "/reads"?', 4],
    ]);
  });

  it('finds deployments that nothing uses, those below used ones apart', async () => {
    const topology = await topologyOf(
      '{ step: /prep, target: { deployment: box } }, { step: /nowhere, target: { deployment: h2 } }',
    );
    expect(unusedDeployments(topology, [{ workflow: first(topology), paths }]).map(({ name }) => name)).toEqual(['h2', 'sl2']);
  });

  it('finds what the file says of a document', async () => {
    const topology = await topologyOf('');
    expect(workflowFor(topology, 'file:///site/other.cwl')?.name).toBe('other');
    expect(workflowFor(topology, 'file:///site/third.cwl')).toBeUndefined();
    const only = { ...topology, workflows: topology.workflows.slice(0, 1) };
    expect(workflowFor(only, 'file:///elsewhere/third.cwl')?.name).toBe('w');
  });
});

it('looks up bindings however deep a step is', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/);
  const machine = targetsOf(undefined, '/')[0]!;
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), fc.nat(8), (parts, depth) => {
      const bound = `/${parts.slice(0, depth).join('/')}`;
      const binding = { path: bound, targets: [{ ...machine, locations: 7 }], filters: [] };
      const workflow: BoundWorkflow = { name: 'w', file: '', steps: new Map([[bound, binding]]), ports: new Map() };
      expect(bindingOf(workflow, `/${parts.join('/')}`)).toBe(binding);
      expect(bindingOf(workflow, `/${parts[0]}x`).path).toBe('/');
    }),
  );
});

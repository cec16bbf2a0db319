import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { readTopology, type ReadTopology } from './read.ts';

const document = 'file:///site/streamflow.yml';
const fixtures = new URL('../../fixtures/streamflow/', import.meta.url);

async function read(text: string): Promise<ReadTopology> {
  return readTopology(text, document);
}

async function fixture(name: string): Promise<ReadTopology> {
  return read(readFileSync(new URL(name, fixtures), 'utf8'));
}

const shown = ({ message, span }: Diagnostic): string => `${span?.line}:${span?.column} ${message}`;

async function faultsOf(text: string): Promise<readonly string[]> {
  try {
    await read(text);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof CrateRunError)) throw thrown;
    expect(thrown.code).toBe('TOPOLOGY_INVALID');
    return thrown.diagnostics.filter(({ severity }) => severity === 'error').map(shown);
  }
}

describe('the hybrid example', () => {
  it('is read whole', async () => {
    const { topology } = await fixture('hybrid.yml');
    const [workflow] = topology.workflows;
    expect(workflow).toMatchObject({ name: 'hyb', file: 'file:///site/hybrid.cwl', settings: 'file:///site/numbers.yml' });
    const compute = workflow!.steps.get('/compute')!;
    expect(compute.targets).toMatchObject([
      { deployment: { name: 'sl', type: 'slurm' }, service: 'short', locations: 1, workdir: '/scratch' },
      { deployment: { name: 'h1', type: 'ssh' }, locations: 1, workdir: '/scratch' },
    ]);
    expect(compute.filters).toEqual([{ name: 'shuf', type: 'shuffle' }]);
    const slurm = topology.deployments.get('sl')!;
    expect(slurm.config).toEqual({ maxConcurrentJobs: 2, pollingInterval: 1 });
    expect(slurm.services.get('short')).toEqual({ partition: 'main' });
    expect(slurm.wraps).toEqual({ deployment: topology.deployments.get('h1') });
    expect(topology.deployments.get('h1')!.config).toEqual({
      nodes: ['127.0.0.1:32201'],
      username: 'root',
      sshKey: 'key',
      checkHostKey: false,
    });
  });

  it('warns of what has no effect and of nothing else', async () => {
    expect((await fixture('hybrid.yml')).warnings.map(shown)).toEqual([
      '23:1 database has no effect: the log of the run holds all that happened',
    ]);
  });
});

describe('the format', () => {
  it('is read with all its constructs', async () => {
    const { topology } = await fixture('all-constructs.yml');
    const { deployments, workflows } = topology;
    expect([...deployments.keys()]).toEqual(['old', 'h1', 'leo', 'inner', 'dtn', 'remote-docker', 'stack', 'ext', 'site-a']);
    expect(deployments.get('leo')).toMatchObject({ wraps: { deployment: { name: 'inner' }, service: 'login' } });
    expect(deployments.get('leo')!.services.get('gpu')).toMatchObject({ time: '00:30:00', gpusPerNode: '1' });
    expect(deployments.get('h1')).toMatchObject({ workdir: '/scratch/h1', lazy: false, external: false });
    expect(deployments.get('ext')).toMatchObject({ external: true, config: { containerId: '8f3c' } });
    const [{ steps, ports }] = workflows as [(typeof workflows)[0]];
    expect([...steps.keys()]).toEqual(['/', '/prep', '/compute', '/reduce']);
    expect(steps.get('/reduce')!.targets).toMatchObject([{ deployment: { name: 'stack' }, service: 'worker', locations: 4 }]);
    expect(ports.get('/numbers')!.target).toMatchObject({ deployment: { name: 'site-a' }, workdir: '/data/site-a' });
    expect(steps.get('/compute')!.filters[1]).toEqual({
      name: 'byname',
      type: 'matching',
      rules: [
        { deployment: 'leo', service: 'gpu', conditions: [{ port: 'number', match: '1' }] },
        { deployment: 'h1', conditions: [{ port: 'number', match: '2' }] },
      ],
    });
  });

  it('may use older names: models, model, resources, and a queue manager that names its host', async () => {
    const { topology } = await fixture('all-constructs.yml');
    expect(topology.workflows[0]!.steps.get('/prep')!.targets).toMatchObject([{ deployment: { name: 'old' }, locations: 2 }]);
    const old = topology.deployments.get('old')!;
    expect(old.config).toEqual({ maxConcurrentJobs: 3, file: 'job.sh' });
    expect(old.wraps!.deployment).toMatchObject({
      type: 'ssh',
      config: { nodes: ['hpc.example.org:2222'], username: 'me', sshKey: 'key' },
    });
    expect(spanOf(old.wraps!.deployment.config, 'nodes')).toMatchObject({ line: 71, column: 30 });
  });

  it('tells of each option that has no effect', async () => {
    const warnings = (await fixture('all-constructs.yml')).warnings.map(({ message }) => message.replace(/ .*/, ''));
    for (const name of [
      'workflows.hyb.config.docker',
      'scheduling.scheduler',
      'scheduling.policies',
      'failureManager',
      'database',
      'dataManager',
      'deploymentManager',
      'deployments.h1.lazy',
      'deployments.h1.scheduling_policy',
      'deployments.inner.config.services.login.file',
      'deployments.stack',
      'deployments.leo.config.services.gpu.partitoin',
      'deployments.dtn.config.dataTransferConnection',
    ])
      expect(warnings).toContain(name);
    expect(warnings).not.toContain('checkpointManager');
  });

  it('needs nothing but its version', async () => {
    expect(await read('version: v1.0')).toEqual({
      topology: { text: 'version: v1.0', document, deployments: new Map(), workflows: [] },
      warnings: [],
    });
  });

  it('takes what is null for left out, however deep', async () => {
    const { topology } = await read(`
version: v1.0
deployments:
  one: { type: ssh, config: { nodes: [{ hostname: one, sshKey: null, tunnel: null }], username: null, knownHosts: [a, b] } }
`);
    const { config } = topology.deployments.get('one')!;
    expect(config).toEqual({ nodes: [{ hostname: 'one' }], knownHosts: ['a', 'b'] });
    expect(spanOf((config['nodes'] as object[])[0], 'hostname')).toMatchObject({ line: 4, column: 41 });
  });

  it('may be JSON, and may share parts of it with anchors', async () => {
    const { topology } = await read(`
version: v1.0
deployments:
  one: { type: ssh, config: &config { nodes: [one], username: me } }
  two: { type: ssh, config: { <<: *config, nodes: [two] } }
`);
    expect(topology.deployments.get('two')!.config).toEqual({ nodes: ['two'], username: 'me' });
    expect(
      (await read('{"version": "v1.0", "deployments": {"x": {"type": "local", "config": {}}}}')).topology.deployments.size,
    ).toBe(1);
  });

  it('takes paths in every spelling, and the last of two bindings', async () => {
    const { topology, warnings } = await read(`
version: v1.0
workflows:
  w:
    type: cwl
    config: { file: a/wf.cwl }
    bindings:
      - { step: /a/, target: { deployment: local } }
      - { step: a, target: { deployment: local, workdir: /last } }
      - { step: //b/./c/, target: { deployment: local } }
`);
    expect([...topology.workflows[0]!.steps.keys()]).toEqual(['/a', '/b/c']);
    expect(topology.workflows[0]!.steps.get('/a')!.targets[0]!.workdir).toBe('/last');
    expect(warnings.map(shown)).toEqual(['8:11 /a is bound again below, so this binding has no effect']);
  });
});

const workflow = (bindings: string) => `version: v1.0
workflows:
  w:
    type: cwl
    config: { file: wf.cwl }
    bindings:
${bindings}
deployments:
  h1: { type: ssh, config: { nodes: [h1] } }
  farm: { type: ssh, config: { nodes: [n1, n2] } }
  sl: { type: slurm, config: { services: { short: {} } } }
`;
const deployment = (text: string) => `version: v1.0\ndeployments:\n  ${text}\n  h1: { type: ssh, config: { nodes: [h1, h2] } }\n`;

describe('a broken file', () => {
  it.each([
    ['no version', 'deployments: {}', ['1:1 the file needs the field "version"']],
    ['no mapping', '[]', ['1:1 the file: expected a mapping, found a list']],
    ['another version', 'version: v2.0', ['1:1 version: expected v1.0, found string "v2.0"; did you mean "v1.0"?']],
    [
      'a misspelt section',
      'version: v1.0\ndeploymnets: {}',
      ['2:1 the file has no field "deploymnets"; did you mean "deployments"?'],
    ],
    [
      'a misspelt field, told once',
      deployment('x: { tpye: local, config: {} }'),
      ['3:8 deployments.x has no field "tpye"; did you mean "type"?'],
    ],
    [
      'a misspelt option of a connector',
      deployment('x: { type: ssh, config: { nods: [a], username: 5 } }'),
      [
        '3:29 deployments.x.config has no field "nods"; did you mean "nodes"?',
        '3:40 deployments.x.config.username: expected a text or nothing, found number 5',
      ],
    ],
    [
      'a node that says too little',
      deployment('x: { type: ssh, config: { nodes: [{ username: me }, 5] } }'),
      [
        '3:37 deployments.x.config.nodes[0] needs the field "hostname"',
        '3:55 deployments.x.config.nodes[1]: expected a mapping, found number 5',
      ],
    ],
    [
      'options of slurm of the wrong kind',
      deployment('x: { type: slurm, config: { maxConcurrentJobs: 0, services: { s: { ntasks: many } } } }'),
      [
        '3:31 deployments.x.config.maxConcurrentJobs: expected 1 or more, found number 0',
        '3:70 deployments.x.config.services.s.ntasks: expected a whole number, found string "many"',
      ],
    ],
    [
      'an option of docker',
      deployment('x: { type: docker, config: { imgae: y } }'),
      ['3:32 deployments.x.config has no field "imgae"; did you mean "image"?'],
    ],
    [
      'a name that is none',
      deployment('X: { type: local, config: {} }'),
      ['3:3 "X" is no name: a name has letters, digits, ".", "_" and "-" and begins with a small letter'],
    ],
    [
      'a target without deployment and one that is not there',
      workflow('      - { step: /a, target: { service: x } }\n      - { step: /b, target: [] }'),
      [
        '7:21 workflows.w.bindings[0].target needs the field "deployment"',
        '8:21 workflows.w.bindings[1].target needs one item at least',
      ],
    ],
    [
      'a binding of nothing, and of two things',
      workflow('      - { target: { deployment: h1 } }\n      - { port: /a, step: /b, target: { deployment: h1 } }'),
      [
        '7:9 workflows.w.bindings[0] needs the field "step"',
        '8:21 workflows.w.bindings[1].step cannot stand in the binding of a port',
      ],
    ],
    [
      'names of nothing',
      workflow('      - { step: /a, target: [{ deployment: h2 }, { deployment: sl, service: shrt }], filters: [mix] }'),
      [
        '7:32 deployments has no "h2"; did you mean "h1"?',
        '7:68 deployment "sl" has no service "shrt"; did you mean "short"?',
        '7:96 bindingFilters has no "mix"',
      ],
    ],
    [
      'data without a folder',
      workflow('      - { port: /a, target: { deployment: h1 } }'),
      ['7:11 the target of port /a needs "workdir", the folder where its data is'],
    ],
    [
      'data in two places',
      workflow('      - { port: /a, target: [{ deployment: h1, workdir: /d }, { deployment: sl, workdir: /d }] }'),
      ['7:11 port /a has 2 targets, but data is in one place'],
    ],
    [
      'a stack on nothing',
      deployment('x: { type: slurm, config: {}, wraps: h11 }'),
      ['3:33 "x" wraps "h11", which is no deployment; did you mean "h1"?'],
    ],
    [
      'a stack on a farm',
      deployment('x: { type: slurm, config: {}, wraps: h1 }'),
      ['3:33 "x" wraps "h1", which has 2 nodes; it must have one'],
    ],
    [
      'ssh on ssh',
      deployment('x: { type: ssh, config: { nodes: [a] }, wraps: { deployment: local } }'),
      ['3:52 "x" cannot wrap another deployment: its type is ssh; to go through another host use "tunnel"'],
    ],
    [
      'a stack without end',
      deployment(
        'a: { type: slurm, config: {}, wraps: b }\n  b: { type: docker, config: { image: i }, wraps: c }\n  c: { type: slurm, config: {}, wraps: { deployment: a } }',
      ),
      ['5:42 deployments wrap each other in a circle: a wraps b wraps c wraps a'],
    ],
    [
      'a filter of a place that is not there',
      'version: v1.0\nbindingFilters: { f: { type: matching, config: { filters: [{ target: x, job: [{ port: p }] }] } } }',
      ['2:79 bindingFilters.f.config.filters[0].job[0] needs the field "match"'],
    ],
    [
      'a filter of no type',
      'version: v1.0\nbindingFilters: { f: { type: shufle, config: {} } }',
      ['2:24 bindingFilters.f.type: expected shuffle or matching, found string "shufle"; did you mean "shuffle"?'],
    ],
  ])('with %s', async (_what, text, faults) => {
    expect(await faultsOf(text)).toEqual(faults);
  });

  it('shows the warnings of what could be read with its faults', async () => {
    const reading = read(deployment('x: { type: slrum, config: {}, lazy: false, wraps: nothing }'));
    const error = await reading.catch((thrown: unknown) => thrown as CrateRunError);
    expect((error as CrateRunError).diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning deployments.x has no effect: there is no type "slrum"; did you mean "slurm"?',
      'warning deployments.x.lazy has no effect: nothing is set up before it is needed',
      'error "x" wraps "nothing", which is no deployment',
    ]);
  });

  it('is never a surprise, whatever stands where', async () => {
    const whole = JSON.stringify(parse(readFileSync(new URL('all-constructs.yml', fixtures), 'utf8')));
    const places = [...whole.matchAll(/"(?:[^"\\\\])*"(?=[,}\]])|\{|\[/g)].map(({ index }) => index);
    const odd = fc.constantFrom('null', '{}', '[]', '5', '"x"', 'true', '[{}]', '{"a":{}}', '"h1"', '-1');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), odd, async (place, value) => {
        await read(whole.slice(0, place) + value + whole.slice(endOf(whole, place))).catch((thrown: unknown) => {
          if (!(thrown instanceof CrateRunError)) throw thrown;
          for (const { span } of thrown.diagnostics) expect(span).toBeDefined();
        });
      }),
      { numRuns: 300 },
    );
  });

  it('with text that is no YAML says so', async () => {
    await expect(read('version: [')).rejects.toMatchObject({ code: 'DOC_SYNTAX', span: { document } });
  });
});

/** Where the JSON value that begins at `start` ends. */
function endOf(json: string, start: number): number {
  for (let end = start + 1; end <= json.length; end++) {
    try {
      JSON.parse(json.slice(start, end));
      return end;
    } catch {
      continue;
    }
  }
  throw new Error('no value begins there');
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadInline } from '../../../fixtures/inline-documents.ts';
import { writeJson } from '../../base/json.ts';
import type { Process, Workflow } from '../model/process.ts';
import { pack } from './pack.ts';
import { wrapTool } from './wrap.ts';

/** The model without the places it came from. */
function content(process: unknown): unknown {
  return JSON.parse(writeJson(process as never), (key, value: unknown) => (key === 'document' ? undefined : value));
}

async function expectRoundTrip(process: Process): Promise<void> {
  const again = await loadInline({ 'packed.cwl': writeJson(pack(process)) });
  expect(content(again.process)).toEqual(content(process));
}

const tool = `cwlVersion: v1.2
class: CommandLineTool
label: counts
doc: [Counts lines, and words]
$namespaces: {s: "https://schema.org/", edam: "http://edamontology.org/", ex: "https://example.org/terms#"}
$schemas: [edam.owl]
s:author: {s:name: Ada}
requirements:
  SchemaDefRequirement: {types: [{name: size, type: enum, symbols: [s, m]}, {name: pair, type: record, fields: {a: size, b: File?}}]}
  EnvVarRequirement: {envDef: {LC_ALL: C}}
  InitialWorkDirRequirement: {listing: [{entryname: a.txt, entry: $(inputs.p.b)}, {class: File, basename: b, contents: c}]}
hints: {ResourceRequirement: {coresMin: 0.5}, SoftwareRequirement: {packages: {wc: [https://example.org/wc]}}}
baseCommand: [wc, -l]
arguments: [x, {valueFrom: y, position: 2}]
inputs:
  p: {type: pair, ex:note: {ex:deep: 1}}
  q: {type: ["null", "pair[]"], inputBinding: {prefix: -q}}
  f: {type: File, format: edam:format_1929, secondaryFiles: [.bai, ^.dict?], default: {class: File, location: f.fa}}
  n: {type: long, default: 12345678901234567890}
outputs:
  out: stdout
  made: {type: {type: record, fields: {x: {type: File, outputBinding: {glob: "*.x"}}}}}
successCodes: [0, 3]
`;

const workflow = `cwlVersion: v1.1
class: Workflow
requirements: {ScatterFeatureRequirement: {}, MultipleInputFeatureRequirement: {}, SubworkflowFeatureRequirement: {}}
inputs: {i: "int[]", j: int}
steps:
  one: {run: old.cwl, scatter: [x, y], scatterMethod: flat_crossproduct, in: {x: i, y: {source: [j, j]}}, out: [o]}
  two: {run: {class: Workflow, inputs: {k: Any}, steps: {}, outputs: {o: {type: Any, outputSource: k}}}, in: {k: one/o}, out: [o]}
outputs: {r: {type: Any, outputSource: [two/o], linkMerge: merge_nested}}
`;

const old = `cwlVersion: v1.0
class: ExpressionTool
$namespaces: {cwltool: "http://commonwl.org/cwltool#"}
hints: {cwltool:WorkReuse: {enableReuse: false}}
inputs: {x: {type: int, inputBinding: {loadContents: true}}, y: int, z: {type: File?, secondaryFiles: a?}}
outputs: {o: int}
expression: "$({o: 1})"
`;

it('gives back the same model for a tool, bare and wrapped', async () => {
  const { process } = await loadInline({ 'tool.cwl': tool });
  await expectRoundTrip(process);
  await expectRoundTrip(wrapTool(process));
});

it('gives back the same model for workflows of several versions', async () => {
  const { process } = await loadInline({ 'wf.cwl': workflow, 'old.cwl': old });
  await expectRoundTrip(process);
});

it('names everything by its full identifier, the newest version in front', async () => {
  const { process } = await loadInline({ 'wf.cwl': workflow, 'old.cwl': old });
  const packed = pack(process) as { cwlVersion: string; $graph: { id: string; cwlVersion?: string; steps?: unknown[] }[] };
  expect(packed.cwlVersion).toBe('v1.1');
  expect(packed.$graph.map(({ id, cwlVersion }) => [id, cwlVersion])).toEqual([
    ['#main', undefined],
    ['#old.cwl', 'v1.0'],
    ['#two', undefined],
  ]);
  expect(packed.$graph[0]!.steps![0]).toMatchObject({
    id: '#main/one',
    run: '#old.cwl',
    in: [{ id: '#main/one/x', source: '#main/i' }, { source: ['#main/j', '#main/j'] }],
    out: ['#main/one/o'],
    scatter: ['#main/one/x', '#main/one/y'],
  });
});

it('wraps a tool into one step that passes every port through', async () => {
  const { process } = await loadInline({
    'echo.cwl':
      'cwlVersion: v1.2\nclass: CommandLineTool\ninputs: {echo: {type: string, default: hi, inputBinding: {}}}\noutputs: {o: File}\n',
  });
  const made: Workflow = wrapTool(process);
  expect(made.inputs).toEqual([{ name: 'echo', type: 'string', default: 'hi' }]);
  expect(made.outputs).toEqual([{ name: 'o', type: 'File', source: ['echo_step/o'] }]);
  expect(made.steps.map((step) => [step.name, step.run.id, step.in[0]?.source, step.out])).toEqual([
    ['echo_step', '#echo.cwl', ['echo'], ['o']],
  ]);
});

const types = fc.letrec<{ type: unknown }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('int', 'string', 'File', 'Any', 'Directory'),
    fc.record({ type: fc.constant('array'), items: tie('type') }),
    fc.tuple(fc.constant('null'), tie('type')),
    fc.uniqueArray(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1 }).map((symbols) => ({ type: 'enum', symbols })),
    fc
      .dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('type'), { maxKeys: 3 })
      .map((fields) => ({ type: 'record', fields: Object.entries(fields).map(([name, type]) => ({ name, type })) })),
  ),
})).type;

it('gives back every type', async () => {
  await fc.assert(
    fc.asyncProperty(types, async (type) => {
      const document = { cwlVersion: 'v1.2', class: 'Operation', inputs: { a: { type } }, outputs: {} };
      await expectRoundTrip((await loadInline({ 'any.cwl': JSON.stringify(document) })).process);
    }),
    { numRuns: 50 },
  );
});

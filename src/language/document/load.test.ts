import { describe, expect, it } from 'vitest';
import { loadInline } from '../../../fixtures/inline-documents.ts';
import { spanOf } from '../../base/span.ts';
import type { CommandLineTool, Workflow } from '../model/process.ts';

const head = 'cwlVersion: v1.2\nclass: CommandLineTool\nbaseCommand: echo\n';

async function tool(text: string): Promise<CommandLineTool> {
  const { process } = await loadInline({ 'tool.cwl': text });
  return process as CommandLineTool;
}

describe('short forms', () => {
  it('reads the map and list forms of inputs as the same', async () => {
    const map = await tool(`${head}inputs: {a: int, b: {type: "File[]?"}}\noutputs: {}\n`);
    const list = await tool(
      `${head}inputs: [{id: a, type: int}, {id: "#b", type: ["null", {type: array, items: File}]}]\noutputs: []\n`,
    );
    expect(map.inputs).toEqual(list.inputs);
    expect(map.inputs.map((input) => input.name)).toEqual(['a', 'b']);
  });

  it('rewrites stream types to files with a glob', async () => {
    const made = await tool(`${head}inputs: {in: stdin}\noutputs: {out: stdout, log: {type: stderr}}\nstderr: log.txt\n`);
    expect(made.stdin).toBe('$(inputs.in.path)');
    expect(made.stdout).toBe('out.stdout');
    expect(made.outputs.map((output) => [output.type, output.outputBinding?.glob])).toEqual([
      ['File', ['out.stdout']],
      ['File', ['log.txt']],
    ]);
  });

  it('reads a question mark of secondaryFiles by version', async () => {
    const text = (version: string) =>
      `${head.replace('v1.2', version)}inputs: {a: {type: File, secondaryFiles: [.bai?]}}\noutputs: {}\n`;
    expect((await tool(text('v1.0'))).inputs[0]?.secondaryFiles).toEqual([{ pattern: '.bai?' }]);
    expect((await tool(text('v1.1'))).inputs[0]?.secondaryFiles).toEqual([{ pattern: '.bai', required: false }]);
  });

  it('resolves named types, imported ones too', async () => {
    const { process } = await loadInline({
      'tool.cwl': `${head}requirements: {SchemaDefRequirement: {types: [{$import: types.yml}]}}\ninputs: {p: "types.yml#person[]"}\noutputs: {}\n`,
      'types.yml':
        '- {name: name, type: enum, symbols: [ada, bob]}\n- {name: person, type: record, fields: {name: name, age: int?}}\n',
    });
    const name = { type: 'enum', name: 'name', symbols: ['ada', 'bob'] };
    const fields = [
      { name: 'name', type: name },
      { name: 'age', type: ['null', 'int'] },
    ];
    expect(process.inputs[0]?.type).toEqual({ type: 'array', items: { type: 'record', name: 'person', fields } });
  });

  it('keeps every digit of a large number', async () => {
    const made = await tool(`${head}inputs: {n: {type: double, default: 1000000000000000000000000000001}}\noutputs: {}\n`);
    expect(made.inputs[0]?.default).toBe(1000000000000000000000000000001n);
  });
});

describe('references', () => {
  const step = (run: string) => `{run: ${run}, in: {}, out: []}`;
  const workflow = (steps: string) => `cwlVersion: v1.2\nclass: Workflow\ninputs: {}\noutputs: {}\nsteps: {${steps}}\n`;

  it('loads a tool that several steps run once, and names processes after where they stand', async () => {
    const { process, sources } = await loadInline({
      'wf.cwl': workflow(
        `a: ${step('lib/tool.cwl')}, b: ${step('lib/tool.cwl')}, c: ${step('other/tool.cwl')}, d: ${step('{class: ExpressionTool, expression: "$({})", inputs: {}, outputs: {}}')}`,
      ),
      'lib/tool.cwl': `${head}inputs: {}\noutputs: {}\n`,
      'other/tool.cwl': `${head}inputs: {}\noutputs: {}\n`,
    });
    const runs = (process as Workflow).steps.map((made) => made.run);
    expect(runs[0]).toBe(runs[1]);
    expect([process, ...runs].map((made) => made.id)).toEqual(['#main', '#tool.cwl', '#tool.cwl', '#tool.cwl_2', '#d']);
    expect(sources.map(({ location }) => location.slice('https://example.org/'.length))).toEqual([
      'wf.cwl',
      'lib/tool.cwl',
      'other/tool.cwl',
    ]);
  });

  it('finds processes of a $graph by fragment, else main', async () => {
    const graph = `cwlVersion: v1.2\n$graph:\n- {id: main, class: ExpressionTool, expression: m, inputs: {}, outputs: {}}\n- {id: "#b", class: ExpressionTool, expression: b, inputs: {}, outputs: {}}\n`;
    const expression = async (reference: string) => (await loadInline({ 'g.cwl': graph }, reference)).process;
    expect(await expression('g.cwl')).toMatchObject({ expression: 'm' });
    expect(await expression('g.cwl#b')).toMatchObject({ expression: 'b', id: '#main' });
    await expect(expression('g.cwl#c')).rejects.toThrow('no process "#c"');
    await expect(loadInline({ 'g.cwl': graph.replace('id: main', 'id: a') })).rejects.toThrow('#a, #b');
  });

  it('takes sources in every spelling', async () => {
    const { process } = await loadInline({
      'wf.cwl': `cwlVersion: v1.2\n$graph:\n- {id: main, class: Workflow, inputs: [{id: "#main/i", type: int}], outputs: [{id: o, type: int, outputSource: "#main/s/o"}], steps: [{id: s, run: "#t", in: [{id: "#main/s/x", source: "#main/i"}, {id: y, source: i}, {id: z, source: "wf.cwl#main/i"}], out: [o]}]}\n- {id: t, class: ExpressionTool, expression: "$({})", inputs: {x: int, y: int, z: int}, outputs: {o: int}}\n`,
    });
    const { steps, outputs } = process as Workflow;
    expect(steps[0]?.in.map((end) => [end.name, end.source])).toEqual([
      ['x', ['i']],
      ['y', ['i']],
      ['z', ['i']],
    ]);
    expect(outputs[0]?.source).toEqual(['s/o']);
  });

  it('tells one source from a list of one that is merged', async () => {
    const { process } = await loadInline({
      'wf.cwl': `cwlVersion: v1.2\nclass: Workflow\ninputs: {i: int}\noutputs: {a: {type: int, outputSource: [i]}, b: {type: "int[]", outputSource: [i], linkMerge: merge_nested}, c: {type: "int[]", outputSource: [i, i]}}\nsteps: {}\n`,
    });
    expect((process as Workflow).outputs.map((output) => output.linkMerge)).toEqual([undefined, 'merge_nested', 'merge_nested']);
  });

  it('makes Files in defaults absolute: a location is decoded, a path is not', async () => {
    const { process } = await loadInline({
      'd/tool.cwl': `${head}inputs: {a: {type: File, default: {class: File, location: "a%20b.txt"}}, b: {type: File, default: {class: File, path: "a%20b.txt"}}}\noutputs: {}\n`,
    });
    const locations = process.inputs.map((input) => (input.default as { location: string }).location);
    expect(locations).toEqual(['https://example.org/d/a%20b.txt', 'https://example.org/d/a%2520b.txt']);
  });
});

describe('versions and namespaces', () => {
  it('lets each document keep its version and reads back-ported hints of v1.0', async () => {
    const { process } = await loadInline({
      'wf.cwl': `cwlVersion: v1.2\nclass: Workflow\ninputs: {}\noutputs: {}\nsteps: {s: {run: old.cwl, in: {}, out: []}}\n`,
      'old.cwl': `${head.replace('v1.2', 'v1.0')}$namespaces: {c: "http://commonwl.org/cwltool#"}\nhints: {c:TimeLimit: {timelimit: 5}}\ninputs: {}\noutputs: {}\n`,
    });
    const run = (process as Workflow).steps[0]!.run;
    expect([process.cwlVersion, run.cwlVersion]).toEqual(['v1.2', 'v1.0']);
    expect(run.hints).toEqual([{ class: 'ToolTimeLimit', timelimit: 5 }]);
  });

  it('keeps fields of other namespaces with their names expanded, and expands formats', async () => {
    const made = await tool(
      `${head}$namespaces: {s: "https://schema.org/", edam: "http://edamontology.org/"}\ns:author: {class: s:Person, s:name: Ada}\ninputs: {a: {type: File, format: edam:format_1929}}\noutputs: {}\n`,
    );
    expect(made.extensions).toEqual({ 'https://schema.org/author': { class: 's:Person', 'https://schema.org/name': 'Ada' } });
    expect(made.inputs[0]?.format).toEqual(['http://edamontology.org/format_1929']);
  });

  it('warns of hints that it does not know', async () => {
    const { warnings } = await loadInline({ 'tool.cwl': `${head}hints: {Telepathy: {}}\ninputs: {}\noutputs: {}\n` });
    expect(warnings.map(({ message }) => message)).toEqual(['Telepathy is not supported']);
  });
});

it('knows where every part of the model stands', async () => {
  const made = await tool(`${head}inputs:\n  a:\n    type: int\n    default: 3\noutputs: []\n`);
  expect(spanOf(made.inputs[0], 'default')).toEqual({ document: 'https://example.org/tool.cwl', line: 7, column: 5 });
  expect(spanOf(made, 'baseCommand')?.line).toBe(3);
});

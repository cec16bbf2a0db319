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

describe('what names a process', () => {
  const expression = (name: string) =>
    `{id: ${name}, class: ExpressionTool, label: ${name}, inputs: {}, outputs: {}, expression: "$({})"}`;
  const head = 'cwlVersion: v1.2\nclass: Workflow\ninputs: {}\noutputs: {}\n';

  it('may be an input object', async () => {
    const { process, job, sources } = await loadInline({
      'job.yml': 'cwl:tool: lib/tool.cwl#it\nx: 1\n',
      'lib/tool.cwl': `cwlVersion: v1.2\n$graph: [${expression('it')}, ${expression('other')}]\n`,
    });
    expect(process.label).toBe('it');
    expect(job).toBe('https://example.org/job.yml');
    expect(sources.map(({ location }) => location)).toEqual(['https://example.org/lib/tool.cwl']);
  });

  it('is missing where the input object says so', async () => {
    await expect(loadInline({ 'job.yml': 'x: 1\ncwl:tool: nowhere.cwl\n' })).rejects.toMatchObject({
      code: 'DOC_NOT_FOUND',
      span: { line: 2, column: 1 },
    });
  });

  it.each(['deep/run', 'deep/run/inner', 'deep/inner', 'deep/run/inner/deeper/run'])(
    'may stand within a step: %s',
    async (fragment) => {
      const run = `{id: inner, class: Workflow, label: inner, inputs: {}, outputs: {}, steps: {deeper: {in: {}, out: [], run: ${expression('x')}}}}`;
      const steps = (form: string) =>
        form === 'map' ? `{deep: {in: {}, out: [], run: ${run}}}` : `[{id: deep, in: {}, out: [], run: ${run}}]`;
      for (const form of ['map', 'list']) {
        const { process } = await loadInline({ 'wf.cwl': `${head}steps: ${steps(form)}\n` }, `wf.cwl#${fragment}`);
        expect(process.label).toBe(fragment.endsWith('deeper/run') ? 'x' : 'inner');
      }
    },
  );

  it('may be imported into $graph', async () => {
    const { process } = await loadInline({
      'all.cwl': `cwlVersion: v1.2\n$graph: [{$import: lib/tool.cwl}, {id: main, class: Workflow, inputs: {}, outputs: {}, steps: {a: {run: "#it", in: {}, out: []}}}]\n`,
      'lib/tool.cwl':
        'cwlVersion: v1.0\nid: it\nclass: CommandLineTool\nbaseCommand: x\ninputs: {f: {type: File, default: {class: File, location: f.txt}}}\noutputs: {}\n',
    });
    const run = (process as Workflow).steps[0]!.run;
    expect(run.cwlVersion).toBe('v1.0');
    expect(run.inputs[0]?.default).toEqual({ class: 'File', location: 'https://example.org/lib/f.txt' });
  });

  it('may import parts of its own packed document', async () => {
    const types = (requirements: string) =>
      `{class: Operation, id: ${requirements.includes('name') ? 'tool' : 'main'}, requirements: ${requirements}, inputs: [{id: x, type: "#types.yml/word"}], outputs: []}`;
    const { process } = await loadInline({
      'packed.cwl': `cwlVersion: v1.2\n$graph: [${types('[{$import: "#types.yml"}]')}, ${types('[{class: SchemaDefRequirement, id: "#types.yml", types: [{name: "#types.yml/word", type: enum, symbols: [a]}]}]')}]\n`,
    });
    expect(process.inputs[0]?.type).toMatchObject({ type: 'enum', symbols: ['a'] });
    await expect(loadInline({ 'self.cwl': 'id: self\nhints: [{$import: "#self"}]\n' })).rejects.toMatchObject({
      code: 'CWL_CYCLE',
    });
  });
});

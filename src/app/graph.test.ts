import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadInline } from '../../fixtures/inline-documents.ts';
import { readJson, type Json } from '../base/json.ts';
import { loadProcess } from '../language/document/load.ts';
import type { Process } from '../language/model/process.ts';
import { arrange } from '../picture/drawing/arrange.ts';
import { bestDirection } from '../picture/drawing/direction.ts';
import type { Shape } from '../picture/drawing/scene.ts';
import type { Graph } from '../picture/graph/graph.ts';
import { drawProcess, graphDirections, graphFormats } from './graph.ts';

const fixtures = new URL('../../fixtures/', import.meta.url).pathname;

const workflows = readdirSync(fixtures).filter((name) => existsSync(`${fixtures}${name}/workflow.cwl`));

async function fixture(name: string): Promise<Process> {
  return (await loadProcess(`${fixtures}${name}/workflow.cwl`, { cwd: fixtures })).process;
}

function graphOf(process: Process, depth?: number): Graph {
  return readJson(drawProcess(process, { format: 'json', ...(depth !== undefined && { depth }) })) as unknown as Graph;
}

/** A workflow of so many steps; each reads what `sources` says, an input called `all`, and gives two files. */
async function generated(count: number, sources: (step: number) => readonly number[]): Promise<Process> {
  const steps = Array.from({ length: count }, (_, step): [string, Json] => {
    const links = sources(step).map((source, index): [string, string] => [`i${index}`, `s${source}/o`]);
    return [`s${step}`, { run: 'tool.cwl', in: { all: 'all', ...Object.fromEntries(links) }, out: ['o', 'p'] }];
  });
  const files = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'File?']));
  const output = { type: 'File', outputBinding: { glob: 'x' } };
  const tool = { cwlVersion: 'v1.2', class: 'CommandLineTool', baseCommand: 'true', inputs: files(['all', 'i0', 'i1', 'i2']) };
  const workflow = { cwlVersion: 'v1.2', class: 'Workflow', inputs: { all: 'File?' }, outputs: {} };
  const documents = {
    'wf.cwl': JSON.stringify({ ...workflow, steps: Object.fromEntries(steps) }),
    'tool.cwl': JSON.stringify({ ...tool, outputs: { o: output, p: output } }),
  };
  return (await loadInline(documents)).process;
}

const hostile = {
  'wf.cwl': `
cwlVersion: v1.2
class: Workflow
label: '</title><script>alert(1)</script> & "x" ]]>'
inputs:
  x: { type: File, label: "1. \`a\` \\"b\\"] --> n9; click n0 f %%{init: {}}%%" }
outputs: []
steps:
  end:
    label: "subgraph end\\nnew </text> \\\\ 'c' \\u0001"
    run: { class: Operation, inputs: { a: File }, outputs: {} }
    when: $(inputs.a.size < "3" && true)
    in: { a: x }
    out: []
`,
};

describe('a picture', () => {
  it.each(workflows)('of %s shows every node and every link, and nothing lies on anything else', async (name) => {
    const process = await fixture(name);
    const graph = graphOf(process);
    for (const direction of graphDirections) {
      const svg = drawProcess(process, { format: 'svg', direction });
      const titles = Array.from(svg.matchAll(/<title>([^]*?)<\/title>/g), ([, title]) => title!).join('\n');
      for (const node of [...graph.nodes, ...graph.groups]) expect(titles).toContain(node.name);
      const byId = new Map(graph.nodes.map((node) => [node.id, node.name]));
      for (const { from, output, to, input } of graph.edges) {
        const ends = [from, to].map((id) => byId.get(id)!);
        expect(titles).toContain(
          `${ends[0]}${output === undefined ? '' : `/${output}`} → ${ends[1]}${input === undefined ? '' : `/${input}`}`,
        );
      }
      expectApart(arrange(graph, direction).shapes);
    }
  });

  it('is the same every time', async () => {
    for (const format of graphFormats) {
      const [one, other] = [await fixture('variant-calling'), await fixture('variant-calling')];
      expect(drawProcess(one, { format })).toBe(drawProcess(other, { format }));
    }
  });

  it.each<[string, (step: number) => readonly number[]]>([
    ['wide', () => []],
    ['long', (step) => (step === 0 ? [] : [step - 1])],
    ['in thirty lanes', (step) => (step < 30 ? [] : [step - 30])],
    ['tangled', (step) => (step < 3 ? [] : [step - 1 - (step % 2), step - 3, Math.floor(step / 2)])],
  ])('of 300 steps, %s, shows all of them in the shape of a page', async (_shape, sources) => {
    const process = await generated(300, sources);
    const svg = drawProcess(process, { format: 'svg' });
    for (let step = 0; step < 300; step++) expect(svg).toContain(`>s${step}</text>`);
    const graph = graphOf(process);
    const { shapes, width, height } = arrange(graph, bestDirection(graph));
    expectApart(shapes);
    expect(Math.abs(Math.log2(width / height))).toBeLessThan(3);
  });

  it('opens nested workflows as deep as asked', async () => {
    const process = await fixture('subworkflow');
    expect(graphOf(process).groups.map(({ id }) => id)).toEqual(['/order']);
    expect(graphOf(process, 0).groups).toEqual([]);
    expect(graphOf(process, 0).nodes.find(({ id }) => id === '/order')).toMatchObject({ runs: 'Workflow', steps: 2 });
    expect(graphOf(process).edges).toContainEqual({ from: '/copy', output: 'joined', to: '/order#text', holdsFiles: true });
  });

  it('of a tool is one step with its inputs and outputs', async () => {
    const { process } = await loadProcess(`${fixtures}tools/sort.cwl`, { cwd: fixtures });
    const { nodes } = graphOf(process);
    expect(nodes.filter(({ kind }) => kind === 'step').map(({ name }) => name)).toEqual(['sort']);
    expect(nodes.length).toBe(1 + process.inputs.length + process.outputs.length);
  });

  it('marks scatter, conditions and loops', async () => {
    expect(drawProcess(await fixture('scatter'), { format: 'svg' })).toContain('>each word</text>');
    expect(drawProcess(await fixture('skipped-step'), { format: 'svg' })).toContain('stroke-dasharray');
    expect(drawProcess(await fixture('loop-last'), { format: 'svg' })).toContain('>repeat while ');
  });
});

describe('text of others', () => {
  it('stays text in SVG', async () => {
    const svg = drawProcess((await loadInline(hostile)).process, { format: 'svg' });
    expect(svg).not.toMatch(/<script|<\/text> |\u0001|&(?!amp;|lt;|gt;|quot;|#\d+;)/);
    const open = svg.match(/<(?!\/|[^>]*\/>)[a-z]+/g)!.map((tag) => tag.slice(1));
    const closed = svg.match(/<\/[a-z]+/g)!.map((tag) => tag.slice(2));
    expect(open.sort()).toEqual(closed.sort());
  });

  it('stays text in Mermaid, and every line is a statement', async () => {
    for (const process of [(await loadInline(hostile)).process, await fixture('variant-calling')]) {
      const [first, ...lines] = drawProcess(process, { format: 'mermaid' }).trimEnd().split('\n');
      expect(first).toMatch(/^flowchart (TB|LR)$/);
      const label = String.raw`"(?:[^"#;\x60<>{}%]|<br\/>|#\d+;)*"`;
      const node = String.raw`n\d+(?:\(\[${label}\]\)|\[${label}\]|\[\[${label}\]\]):::\w+`;
      const link = String.raw`n\d+ --> n\d+`;
      const group = String.raw`subgraph g\d+\[${label}\]|end`;
      const style = String.raw`classDef \w+ [\w#:,-]+(?: 3)?|class [\w,]+ \w+`;
      for (const line of lines) expect(line).toMatch(new RegExp(`^ +(?:${node}|${link}|${group}|${style})$`, 'u'));
    }
  });

  it('stays text in DOT, and every line is a statement', async () => {
    for (const process of [(await loadInline(hostile)).process, await fixture('variant-calling')]) {
      const lines = drawProcess(process, { format: 'dot' }).trimEnd().split('\n');
      const string = String.raw`"(?:[^"\\]|\\["\\n])*"`;
      const list = String.raw`\[\w+=(?:${string}|[\w.]+)(?:, \w+=(?:${string}|[\w.]+))*\]`;
      const setting = String.raw`(?:\w+=${string};\s?)+`;
      const line = `digraph ${string} \\{|\\w+ ${list};|n\\d+ -> n\\d+;|subgraph cluster_\\d+ \\{|${setting}|\\}`;
      for (const text of lines) expect(text.trim()).toMatch(new RegExp(`^(?:${line})$`, 'u'));
    }
  });
});

/** Frames may hold shapes; otherwise no two share room. */
function expectApart(shapes: readonly Shape[]): void {
  const solid = shapes.filter(({ look }) => look !== 'frame' && look !== 'batch');
  for (const [index, a] of solid.entries())
    for (const b of solid.slice(index + 1)) {
      const isApart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
      if (!isApart) expect.fail(`${a.title} lies on ${b.title}`);
    }
}

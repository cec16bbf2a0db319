import { writeJson, type Json } from '../base/json.ts';
import { wrapTool } from '../language/document/wrap.ts';
import type { Process } from '../language/model/process.ts';
import { arrange } from '../picture/drawing/arrange.ts';
import { buildGraph } from '../picture/graph/build.ts';
import { bestDirection } from '../picture/drawing/direction.ts';
import { writeDot } from '../picture/output/dot.ts';
import { writeMermaid } from '../picture/output/mermaid.ts';
import type { Direction } from '../picture/drawing/scene.ts';
import { writeSvg } from '../picture/output/svg.ts';
import { compile } from '../workflow/plan/plan.ts';

export const graphFormats = ['svg', 'mermaid', 'dot', 'json'] as const;
export type GraphFormat = (typeof graphFormats)[number];

export const graphDirections = ['down', 'right'] as const satisfies readonly Direction[];

/** How a picture is wanted. */
export interface GraphOptions {
  readonly format: GraphFormat;
  /** How deep nested workflows are opened; absent: all of them. */
  readonly depth?: number;
  /** Where links lead; absent: as it fills a page best. */
  readonly direction?: Direction;
}

/** The picture of a process as text; a tool is a workflow of one step. The same process gives the same bytes. */
export function drawProcess(process: Process, { format, depth, direction }: GraphOptions): string {
  const graph = buildGraph(compile(process.class === 'Workflow' ? process : wrapTool(process)), depth);
  const flow = direction ?? bestDirection(graph);
  switch (format) {
    case 'svg':
      return writeSvg(arrange(graph, flow), graph);
    case 'mermaid':
      return writeMermaid(graph, flow);
    case 'dot':
      return writeDot(graph, flow);
    case 'json':
      return `${writeJson(graph as unknown as Json)}\n`;
  }
}

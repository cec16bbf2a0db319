import type { Workflow } from '../../language/model/process.ts';
import { arrange } from '../../picture/drawing/arrange.ts';
import { bestDirection } from '../../picture/drawing/direction.ts';
import { buildGraph } from '../../picture/graph/build.ts';
import type { Outcome, Tone } from '../../picture/graph/graph.ts';
import { writeSvg } from '../../picture/output/svg.ts';
import { compile } from '../../workflow/plan/plan.ts';
import { countsInWords } from '../report/sums.ts';
import type { Book } from './book.ts';
import { html, Html } from './html.ts';
import { toneOf } from './story.ts';

/** Workflows of more steps than these are drawn with those within them closed. */
const mostSteps = 150;

/** The workflow as a picture in which every step tells how it went, and leads to its jobs. */
export function drawRun(workflow: Workflow, { report, anchors }: Pick<Book, 'report' | 'anchors'>): Html {
  const outcomes = new Map(
    report.steps.map((step): [string, Outcome] => {
      const href = `#${anchors.get(step.path)!}`;
      return [step.path, { tone: toneOf(step.state) as Tone, text: countsInWords(step), href }];
    }),
  );
  const withOutcome = <Item extends { readonly id: string }>(item: Item) => {
    const outcome = outcomes.get(item.id);
    return outcome ? { ...item, outcome } : item;
  };
  const graph = buildGraph(compile(workflow), report.steps.length > mostSteps ? 0 : Infinity);
  const told = { ...graph, nodes: graph.nodes.map(withOutcome), groups: graph.groups.map(withOutcome) };
  const scene = arrange(told, bestDirection(told));
  return html`<div class="picture" style="--width:${Math.round(scene.width)}px">${new Html(writeSvg(scene, told))}</div>`;
}

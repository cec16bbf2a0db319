import { spanOf } from '../../../base/span.ts';
import type { Workflow, WorkflowStep } from '../../model/process.ts';
import type { Report } from '../field/report.ts';

/** Steps that wait for each other would never start: each circle is a fault that names its steps. */
export function checkCycles(workflow: Workflow, report: Report): void {
  const steps = new Map(workflow.steps.map((step) => [step.name, step]));
  const done = new Set<string>();
  for (const step of workflow.steps) follow(step);

  /** Goes up the links without recursion: chains may be thousands of steps long. */
  function follow(start: WorkflowStep): void {
    const path = [{ name: start.name, waits: waitsFor(start) }];
    const open = new Set([start.name]);
    while (path.length > 0 && !done.has(start.name)) {
      const last = path.at(-1)!;
      const next = last.waits.pop();
      if (next === undefined) {
        done.add(last.name);
        open.delete(last.name);
        path.pop();
      } else if (open.has(next)) {
        const [first, ...others] = path.slice(path.findIndex((entry) => entry.name === next)).map((entry) => entry.name);
        describe([first!, ...others.reverse()]);
      } else if (!done.has(next)) {
        open.add(next);
        path.push({ name: next, waits: waitsFor(steps.get(next)!) });
      }
    }
  }

  function waitsFor(step: WorkflowStep): string[] {
    const sources = step.in.flatMap((end) => end.source).filter((source) => source.includes('/'));
    return [...new Set(sources.map((source) => source.slice(0, source.indexOf('/'))))]
      .filter((name) => steps.has(name))
      .reverse();
  }

  function describe(circle: readonly string[]): void {
    const message =
      circle.length === 1
        ? `step ${circle[0]} waits for itself`
        : `steps wait for each other: ${[...circle, circle[0]].join(' → ')}`;
    report({ severity: 'error', code: 'CWL_CYCLE', message, span: spanOf(steps.get(circle[0]!)) });
  }
}

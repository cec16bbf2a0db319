import type { Report } from './report.ts';
import { groupBy } from './step-row.ts';
import { packed, timelineOf } from './timeline.ts';

/**
 * A run in the trace event format that Chrome, Perfetto and speedscope read: a process for each location, a thread for
 * each job that ran beside others, times in microseconds since the run began.
 */
export function writeChromeTrace(report: Report): string {
  const places = groupBy(timelineOf(report), ({ location }) => location);
  const events = [...places].flatMap(([location, lanes], place) => {
    const pid = place + 1;
    const spans = lanes.flatMap(({ step = 'data', spans: own }) => own.map((span) => ({ ...span, step })));
    const threads = packed(spans, Infinity)!;
    return [
      { name: 'process_name', ph: 'M', pid, args: { name: location } },
      ...threads.flatMap((thread, tid) =>
        thread.map(({ title, step, state, start, end }) => ({
          name: title,
          cat: step,
          ph: 'X',
          pid,
          tid,
          ts: start * 1000,
          dur: (end - start) * 1000,
          args: { state },
        })),
      ),
    ];
  });
  return `${JSON.stringify({ traceEvents: events, displayTimeUnit: 'ms', otherData: { run: report.run, title: report.title } })}\n`;
}

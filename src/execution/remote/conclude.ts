import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { keepLogs } from './bring-back.ts';
import type { Carried } from './carried.ts';
import { endingOf, parseReport, timesOf } from './report.ts';

/**
 * What came of a job, from what its program noted and what the queue manager says; a job that this one has ended does
 * not count, whatever the program noted. `begun` is when it was sent off. Throws DATA_WRITE when it could not be set up.
 */
export function conclude(spec: JobSpec, folder: string, begun: string, carried: Carried): Execution {
  const { brought, complaint, verdict } = carried;
  const scheduler = verdict ? { scheduler: verdict.record } : {};
  const report = brought && parseReport(brought.report);
  const logs = brought ? keepLogs(spec, folder) : { stderrTail: '' };
  if (verdict?.problem) {
    const times = report ? timesOf(report, brought.since) : { startedAt: begun, endedAt: timestamp() };
    const { usage, signal = verdict.signal } = report ? endingOf(report) : {};
    const stderrTail = logs.stderrTail || complaint;
    const more = { ...(usage ? { usage } : {}), ...(signal === undefined ? {} : { signal }) };
    return { ...times, ...more, problem: verdict.problem, ...logs, stderrTail, ...scheduler };
  }
  if (!report) {
    const now = timestamp();
    const why = complaint || `nothing of the job came back${verdict ? ` (its queue manager says ${verdict.state})` : ''}`;
    return { problem: verdict ? 'lost' : 'not-started', startedAt: begun, endedAt: now, ...logs, stderrTail: why, ...scheduler };
  }
  const times = timesOf(report, brought.since);
  if (report.why === 'fault') {
    throw new CrateRunError('DATA_WRITE', `cannot set up the job in ${spec.layout.outdir} at its location: ${report.fault}`);
  }
  if (report.why === 'not-started') {
    return { ...times, problem: 'not-started', stderrTail: report.fault ?? '', ...scheduler };
  }
  if (complaint !== '') {
    throw new CrateRunError('DATA_FETCH', `cannot bring back all of ${spec.layout.outdir} from its location: ${complaint}`);
  }
  return { ...times, ...endingOf(report), ...(report.why ? { problem: report.why } : {}), ...logs, ...scheduler };
}

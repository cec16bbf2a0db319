import { timestamp } from '../../base/clock.ts';
import { CrateRunError } from '../../base/error.ts';
import type { JobSpec } from '../../job/jobspec.ts';
import type { Execution } from '../../job/outcome.ts';
import { readDescription } from '../connector/describe.ts';
import type { Carried } from './carried.ts';
import { endingOf, parseReport, timesOf } from './report.ts';
import { keepLogs } from './returned.ts';

/**
 * What came of a job, from what its program noted and what the queue manager says; a job that this one has ended does
 * not count, whatever the program noted. `begun` is when it was sent off. Throws DATA_WRITE when it could not be set up.
 */
export function conclude(spec: JobSpec, folder: string, begun: string, carried: Carried): Execution {
  const { returned, verdict, isRefused } = carried;
  const complaint = carried.complaint || (verdict?.said ?? '');
  const report = returned && parseReport(returned.report);
  const logs = returned ? keepLogs(spec, folder, returned.stderrTail) : { stderrTail: '' };
  const host = returned && hostOf(returned.host);
  const known = { ...(verdict ? { scheduler: verdict.record } : {}), ...(host ? { host } : {}) };
  if (verdict?.problem) {
    const times = report ? timesOf(report, returned.at) : { startedAt: begun, endedAt: timestamp() };
    const { usage, signal = verdict.signal } = report ? endingOf(report) : {};
    const stderrTail = logs.stderrTail || complaint;
    const more = { ...(usage ? { usage } : {}), ...(signal === undefined ? {} : { signal }) };
    return { ...times, ...more, problem: verdict.problem, ...logs, stderrTail, ...known };
  }
  if (!report) {
    const now = timestamp();
    const why = complaint || `nothing of the job came back${verdict ? ` (its queue manager says ${verdict.state})` : ''}`;
    const problem = isRefused ? 'refused' : verdict ? 'lost' : 'not-started';
    const lost = problem === 'lost' ? { lostBecause: why } : {};
    return { problem, startedAt: begun, endedAt: now, ...logs, stderrTail: why, ...lost, ...known };
  }
  const times = timesOf(report, returned.at);
  if (report.why === 'fault') {
    throw new CrateRunError('DATA_WRITE', `cannot set up the job in ${spec.layout.outdir} at its location: ${report.fault}`);
  }
  if (report.why === 'not-started') {
    return { ...times, problem: 'not-started', stderrTail: report.fault ?? '', ...known };
  }
  return { ...times, ...endingOf(report), ...(report.why ? { problem: report.why } : {}), ...logs, ...known };
}

function hostOf(text: string): Execution['host'] {
  const place = readDescription(text);
  if (!place) return undefined;
  const { searchPath: _, ...host } = place;
  return host;
}

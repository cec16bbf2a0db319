import type { JobStatus } from '../job/outcome.ts';
import type { CommandLineTool } from '../language/model/process.ts';

/** What an exit code means for a tool (CWL v1.2 CommandLineTool, successCodes and others); without one the job failed. */
export function exitStatus(tool: CommandLineTool, exitCode: number | undefined): JobStatus {
  if (exitCode === undefined) return 'permanentFail';
  if (tool.successCodes.includes(exitCode)) return 'success';
  if (tool.temporaryFailCodes.includes(exitCode)) return 'temporaryFail';
  if (tool.permanentFailCodes.includes(exitCode)) return 'permanentFail';
  return exitCode === 0 ? 'success' : 'permanentFail';
}

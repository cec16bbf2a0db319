import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import { evaluate, type Context } from './context.ts';
import { jsonOf } from './text.ts';

/** How MPI programs are started here. */
export interface MpiPlatform {
  readonly runner: string;
  /** The option of `runner` that the number of processes follows. */
  readonly processesFlag: string;
  readonly defaultProcesses: number;
  readonly extraFlags: readonly string[];
  /** Variables that `runner` needs. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What works with most MPIs on one machine. */
export const plainMpi: MpiPlatform = {
  runner: 'mpirun',
  processesFlag: '-n',
  defaultProcesses: 1,
  extraFlags: [],
  environment: {},
};

/**
 * Requirements and hints of which MPI and a container do not contradict each other, for a job that would run in one: of
 * the two the one that is only a hint yields. Throws CWL_UNSUPPORTED when both are required.
 */
export function withoutConflict(demands: Demands): Demands {
  const required = (name: string) => demands.requirements.some((requirement) => requirement.class === name);
  const mpi = inForce(demands, 'MPIRequirement');
  if (!mpi || !inForce(demands, 'DockerRequirement')) return demands;
  if (!required('MPIRequirement')) return { ...demands, hints: demands.hints.filter((hint) => hint !== mpi) };
  if (required('DockerRequirement')) {
    const message = 'MPIRequirement and DockerRequirement cannot both be required: the processes would not see each other';
    throw new CrateRunError('CWL_UNSUPPORTED', message, { span: spanOf(mpi) });
  }
  return { ...demands, hints: demands.hints.filter((hint) => hint.class !== 'DockerRequirement') };
}

/** The words before the command of a job that asks for MPI processes (cwltool:MPIRequirement). Throws TOOL_INVALID. */
export function mpiPrefix(demands: Demands, platform: MpiPlatform, context: Context): readonly string[] {
  const asked = inForce(demands, 'MPIRequirement');
  if (!asked) return [];
  const span = spanOf(asked, 'processes');
  const count = evaluate(context, asked.processes ?? platform.defaultProcesses, null, span);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) {
    throw new CrateRunError('TOOL_INVALID', `processes must be a whole number that is not negative, not ${jsonOf(count)}`, {
      span,
    });
  }
  return count === 0 ? [] : [platform.runner, platform.processesFlag, String(count), ...platform.extraFlags];
}

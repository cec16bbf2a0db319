import { CrateRunError, type Diagnostic } from '../base/error.ts';
import type { Json } from '../base/json.ts';
import { samePlace } from '../base/span.ts';
import { loadInputObject } from '../language/document/job.ts';
import { loadProcess, type LoadedProcess } from '../language/document/load.ts';
import { pack } from '../language/document/pack.ts';
import { wrapTool } from '../language/document/wrap.ts';
import { checkInputs } from '../language/model/conform.ts';
import type { Workflow } from '../language/model/process.ts';
import type { CwlObject } from '../language/model/value.ts';
import { compile, type Plan } from '../workflow/plan/plan.ts';

/** A run that could start: everything about it that can be known before has been read and checked. */
export interface Prepared {
  /** What the user named. */
  readonly location: string;
  readonly loaded: LoadedProcess;
  /** The workflow `#main`; a one-step workflow around a bare tool. */
  readonly workflow: Workflow;
  readonly wrapped: boolean;
  readonly packed: Json;
  readonly plan: Plan;
  /** The input object as given. */
  readonly inputs: CwlObject;
  readonly warnings: readonly Diagnostic[];
}

/** Where the input object comes from. */
export interface Given {
  /** Path or URL of a job file. */
  readonly job?: string;
  /** Inputs that win over those of the job file. */
  readonly inputs: CwlObject;
}

/** Reads a document. Throws DOC_* and CWL_*. */
export async function openDocument(reference: string): Promise<LoadedProcess> {
  return loadProcess(reference, { cwd: process.cwd() });
}

/** Brings a document and its input object together. Throws CWL_INPUT with every fault of the input object. */
export async function prepare(location: string, loaded: LoadedProcess, given: Given): Promise<Prepared> {
  const job = given.job === undefined ? { inputs: {}, requirements: [], warnings: [] } : await loadInputObject(given.job, loaded);
  const inputs = samePlace({ ...job.inputs, ...given.inputs }, job.inputs);
  const faults = checkInputs(loaded.process, inputs);
  if (faults.length > 0)
    throw new CrateRunError('CWL_INPUT', 'the input object does not match the process', { diagnostics: faults });
  const process = { ...loaded.process, requirements: [...loaded.process.requirements, ...job.requirements] };
  const wrapped = process.class !== 'Workflow';
  const workflow = wrapped ? wrapTool(process) : process;
  const plan = compile(workflow);
  return {
    location,
    loaded,
    workflow,
    wrapped,
    packed: pack(workflow),
    plan,
    inputs,
    warnings: [...loaded.warnings, ...job.warnings],
  };
}

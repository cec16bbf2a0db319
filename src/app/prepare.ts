import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { CrateRunError, type Diagnostic } from '../base/error.ts';
import type { Json } from '../base/json.ts';
import { samePlace } from '../base/span.ts';
import { loadInputObject, type LoadedInputs } from '../language/document/job.ts';
import { loadProcess, type LoadedProcess } from '../language/document/load.ts';
import { override } from '../language/document/override.ts';
import { loadOverrides } from '../language/document/overrides.ts';
import { pack } from '../language/document/pack.ts';
import { wrapTool } from '../language/document/wrap.ts';
import { checkInputs } from '../language/model/conform.ts';
import type { Process, Workflow } from '../language/model/process.ts';
import type { CwlObject } from '../language/model/value.ts';
import { createSecrets, type Secrets } from '../tool/secrets.ts';
import { compile, type Plan } from '../workflow/plan/plan.ts';
import { hideInputs } from './secrets.ts';
import { narrow } from './target.ts';

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
  /** The input object as given, with placeholders for secrets. */
  readonly inputs: CwlObject;
  /** Absolute path of the folder in which relative paths of the job file begin. */
  readonly inputFolder: string;
  readonly secrets: Secrets;
  readonly warnings: readonly Diagnostic[];
}

/** Where the input object comes from. */
export interface Given {
  /** Path or URL of a job file. */
  readonly job?: string;
  /** Inputs that win over those of the job file. */
  readonly inputs: CwlObject;
  /** Outputs and steps of the workflow to which the run is limited; empty or absent: all. */
  readonly targets?: readonly string[];
  /** Path or URL of a file with `cwltool:overrides`, which win over those of the job file. */
  readonly overrides?: string | undefined;
}

/** Reads a document. Throws DOC_* and CWL_*. */
export async function openDocument(reference: string, { strict = true } = {}): Promise<LoadedProcess> {
  return loadProcess(reference, { cwd: process.cwd(), strict });
}

/** Reads an input object for a document. Throws DOC_* and CWL_INPUT. */
export async function openJob(reference: string, loaded: LoadedProcess): Promise<LoadedInputs> {
  return loadInputObject(reference, loaded);
}

/** Brings a document and its input object together. Throws CWL_INPUT with every fault of the input object. */
export async function prepare(location: string, loaded: LoadedProcess, given: Given): Promise<Prepared> {
  const nothing = { inputs: {}, requirements: [], overrides: [], warnings: [] };
  const file = given.job ?? loaded.job;
  const job = file === undefined ? nothing : await loadInputObject(file, loaded);
  const more = given.overrides === undefined ? [] : await loadOverrides(given.overrides, { cwd: globalThis.process.cwd() });
  const overridden = override(loaded.process, [...job.overrides, ...more]);
  const narrowed = narrow(overridden.process, given.targets ?? []);
  const process = samePlace({ ...narrowed, requirements: [...narrowed.requirements, ...job.requirements] }, narrowed);
  const secrets = createSecrets(randomUUID);
  const plain = inputsOf(narrowed, samePlace({ ...job.inputs, ...given.inputs }, job.inputs));
  const inputs = samePlace(hideInputs(secrets, process, plain), plain);
  const faults = checkInputs(narrowed, inputs);
  if (faults.length > 0)
    throw new CrateRunError('CWL_INPUT', 'the input object does not match the process', {
      diagnostics: [...faults, ...job.warnings],
    });
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
    inputFolder: folderOf(file),
    secrets,
    warnings: [...loaded.warnings, ...job.warnings, ...overridden.warnings],
  };
}

function folderOf(file: LoadedProcess['job'] | undefined): string {
  const isPath = typeof file === 'string' && !/^[a-z][a-z0-9+.-]+:\/\//i.test(file);
  return isPath ? dirname(resolve(file)) : globalThis.process.cwd();
}

/** The values for inputs that the process has: a narrowed one has fewer. */
function inputsOf({ inputs }: Process, given: CwlObject): CwlObject {
  const entries = Object.entries(given).filter(([name]) => inputs.some((input) => input.name === name));
  return samePlace(Object.fromEntries(entries), given);
}

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CrateRunError, type Diagnostic } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import { inOrder } from '../language/document/fault.ts';
import { loadInputObject } from '../language/document/job.ts';
import type { LoadedProcess } from '../language/document/load.ts';
import { override } from '../language/document/override.ts';
import { wrapTool } from '../language/document/wrap.ts';
import { checkInputs } from '../language/model/conform.ts';
import type { Process } from '../language/model/process.ts';
import { filesIn, type CwlObject } from '../language/model/value.ts';
import { compile } from '../workflow/plan/plan.ts';
import { checkExpressions } from './check-expressions.ts';

/** What is known of a document or job that is valid, and what was noticed in passing. */
export interface Validated {
  /** What it is, in a few words. */
  readonly summary: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly warnings: readonly Diagnostic[];
}

/** Checks a document as far as can be without running it. Throws DOC_* and CWL_* with every fault. */
export async function validateDocument(loaded: LoadedProcess, reference: string): Promise<Validated> {
  const { process, sources } = loaded;
  const found = await checkExpressions(compile(process.class === 'Workflow' ? process : wrapTool(process)));
  const faults = inOrder(found, sources).filter(({ severity }) => severity === 'error');
  const [first] = faults;
  if (first) {
    const message = faults.length === 1 ? first.message : `${reference}: ${faults.length} faults`;
    throw new CrateRunError('CWL_INVALID', message, {
      span: first.span,
      diagnostics: inOrder([...loaded.warnings, ...found], sources),
    });
  }
  const steps = stepsOf(process);
  const facts = {
    class: process.class,
    cwlVersion: process.cwlVersion,
    ...(process.class === 'Workflow' ? { steps } : {}),
    files: sources.length,
  };
  const parts = [
    `${process.class}, CWL ${process.cwlVersion}`,
    ...(process.class === 'Workflow' ? [counted(steps, 'step')] : []),
    `${counted(sources.length, 'file')} read`,
  ];
  return { summary: parts.join(', '), facts, warnings: [...loaded.warnings, ...found] };
}

/** Checks an input object against its process, and that the files it names are there. Throws DOC_* and CWL_INPUT with every fault. */
export async function validateJob(job: string, loaded: LoadedProcess): Promise<Validated> {
  const read = await loadInputObject(job, loaded);
  const { process, warnings } = override(loaded.process, read.overrides);
  const faults = [...checkInputs(process, read.inputs), ...missingFiles(read.inputs)];
  const [first] = faults;
  if (first) {
    const message = faults.length === 1 ? first.message : `${job}: ${faults.length} faults`;
    throw new CrateRunError('CWL_INPUT', message, { span: first.span, diagnostics: [...faults, ...read.warnings] });
  }
  const { length: inputs } = Object.keys(read.inputs);
  const { length: files } = [...filesIn(read.inputs)];
  return {
    summary: `input object, ${counted(inputs, 'input')}, ${counted(files, 'file')}`,
    facts: { class: 'input object', inputs, files },
    warnings: [...read.warnings, ...warnings],
  };
}

function missingFiles(inputs: CwlObject): readonly Diagnostic[] {
  return [...filesIn(inputs)].flatMap((item): readonly Diagnostic[] => {
    const { location } = item;
    if (!location?.startsWith('file:') || existsSync(fileURLToPath(location))) return [];
    const message = `${item.class} not found: ${fileURLToPath(location)}`;
    const span = spanOf(item, item.class === 'File' ? 'path' : 'location');
    return [{ severity: 'error', code: 'DATA_NOT_FOUND', message, span: span ?? spanOf(item) }];
  });
}

/** All steps, those of workflows inside too. */
function stepsOf(process: Process): number {
  if (process.class !== 'Workflow') return 0;
  return process.steps.reduce((sum, { run }) => sum + 1 + stepsOf(run), 0);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

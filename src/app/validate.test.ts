import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInline } from '../../fixtures/inline-documents.ts';
import { CrateRunError } from '../base/error.ts';
import { openDocument } from './prepare.ts';
import { validateDocument, validateJob } from './validate.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'validate-test-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function faults(action: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await action();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof CrateRunError)) throw thrown;
    return thrown.diagnostics.map(({ code, message, span }) => `${span?.line}:${span?.column} ${code} ${message}`);
  }
}

const faultsIn = (text: string) => faults(async () => validateDocument(await loadInline({ 'tool.cwl': text }), 'tool.cwl'));

describe('a valid document', () => {
  it('is said to be what it is', async () => {
    const document = join(fixtures, 'read-quality/workflow.cwl');
    const loaded = await openDocument(document);
    expect((await validateDocument(loaded, document)).summary).toBe('Workflow, CWL v1.2, 5 steps, 6 files read');
    const job = await validateJob(join(fixtures, 'read-quality/job.yml'), loaded);
    expect(job.summary).toMatch(/^input object, 2 inputs, 4 files$/);
  });
});

describe('expressions', () => {
  it('are compiled and not run', async () => {
    expect(
      await faultsIn(`cwlVersion: v1.2
class: ExpressionTool
requirements: {InlineJavascriptRequirement: {}}
inputs: {}
outputs: {out: int}
expression: "\${ while (true) {} }"
`),
    ).toEqual([]);
  });

  it('show all their faults with their places', async () => {
    expect(
      await faultsIn(`cwlVersion: v1.2
class: CommandLineTool
requirements:
  InlineJavascriptRequirement: {}
inputs:
  name: string
outputs:
  out:
    type: int
    outputBinding:
      outputEval: $(1 + )
arguments:
  - valueFrom: $(inputs.name
stdout: \${ return 'a' + ; }
`),
    ).toEqual([
      expect.stringMatching(/^11:7 EXPR_SYNTAX SyntaxError/),
      expect.stringMatching(/^13:5 EXPR_SYNTAX "\$\(" is never closed/),
      expect.stringMatching(/^14:1 EXPR_SYNTAX SyntaxError/),
    ]);
  });

  it('need their requirement, and inputs that are there', async () => {
    expect(
      await faultsIn(`cwlVersion: v1.2
class: CommandLineTool
inputs: {name: string}
outputs: {}
arguments: [{valueFrom: $(inputs.nmae)}, {valueFrom: $(inputs.name + 1)}]
`),
    ).toEqual([
      '5:14 DOC_REFERENCE $(inputs.nmae): there is no input "nmae"; did you mean "name"?',
      expect.stringMatching(/^5:43 EXPR_SYNTAX this is JavaScript, but InlineJavascriptRequirement is missing/),
    ]);
  });
});

describe('a job', () => {
  it('shows wrong types and missing files together', async () => {
    const loaded = await loadInline({
      'tool.cwl': '{cwlVersion: v1.2, class: CommandLineTool, inputs: {n: int, f: File}, outputs: {}}',
    });
    const job = join(folder, 'job.yml');
    writeFileSync(job, 'n: many\nf:\n  class: File\n  path: nowhere.txt\n');
    expect(await faults(() => validateJob(job, loaded))).toEqual([
      '1:1 CWL_INPUT n: expected int, found string "many"',
      expect.stringMatching(/^4:3 DATA_NOT_FOUND File not found: .*nowhere\.txt$/),
    ]);
  });
});

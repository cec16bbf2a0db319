import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInline } from '../../fixtures/inline-documents.ts';
import { loadInputObject } from '../language/document/job.ts';
import { checkInputs } from '../language/model/conform.ts';
import { openDocument } from './prepare.ts';
import { templateObject, templateText } from './template.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
const documents = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.cwl') && !path.startsWith('wrong'))
  .map((path) => join(fixtures, path));

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'template-test-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a job template', () => {
  it.each(documents)('is a valid job for %s', async (document) => {
    const loaded = await openDocument(document);
    const job = join(folder, 'job.yml');
    writeFileSync(job, templateText(loaded.process, document));
    const read = await loadInputObject(job, loaded);
    expect([...checkInputs(loaded.process, read.inputs), ...read.warnings]).toEqual([]);
    const { inputs } = await loadInputObject(templateObject(loaded.process) as never, loaded);
    expect(checkInputs(loaded.process, inputs)).toEqual([]);
  });

  it('says what each input is, and takes nothing that may be left out', async () => {
    const { process } = await loadInline({
      'tool.cwl': `
cwlVersion: v1.2
class: CommandLineTool
label: Sorts reads
inputs:
  reads:
    type: File
    doc: |
      Aligned reads
      of one sample
    format: http://edamontology.org/format_2572
    secondaryFiles: [.bai, '^.md5?']
  mode: {type: {type: enum, symbols: [fast, slow]}}
  "on": {type: string, default: "yes: no"}
  rest: {type: {type: array, items: {type: record, fields: {id: int, note: 'string?'}}}}
outputs: {}
`,
    });
    expect(templateText(process, 'tool.cwl')).toBe(`# Job file for tool.cwl: Sorts reads
# Replace the values. What stands behind # may be left out.

# Aligned reads
# of one sample
# File, required
# format: http://edamontology.org/format_2572
# found beside it: path/to/reads.bai, path/to/reads.md5 (optional)
reads:
  class: File
  path: path/to/reads
  format: http://edamontology.org/format_2572

# enum(fast, slow), required
mode: fast

# string, has a default
# "on": "yes: no"

# record[], required
rest:
  - id: 0
`);
  });
});

import { expect, it } from 'vitest';
import { CrateRunError } from '../base/error.ts';
import { clean, errorLines, failureLines } from './message.ts';

it('shows every fault of a document with its place, and what to do next', () => {
  const span = { document: 'https://example.org/wf.cwl', line: 3, column: 5 };
  const error = new CrateRunError('CWL_INVALID', 'wf.cwl is not valid', {
    diagnostics: [
      { severity: 'error', code: 'CWL_FIELD_UNKNOWN', message: 'no field x', span },
      { severity: 'error', code: 'CWL_LINK', message: 'int does not fit string' },
    ],
  });
  expect(errorLines(error)).toEqual([
    'wf.cwl is not valid [CWL_INVALID]',
    '  https://example.org/wf.cwl:3:5: no field x',
    '  int does not fit string',
    '  mend every place listed',
  ]);
});

it('says no more than the suggestion when there is one', () => {
  expect(
    errorLines(
      new CrateRunError('DOC_REFERENCE', 'no x', {
        diagnostics: [{ severity: 'error', code: 'DOC_REFERENCE', message: 'no x; did you mean "y"?' }],
      }),
    ),
  ).toEqual(['no x; did you mean "y"? [DOC_REFERENCE]']);
});

it('never shows a stack trace', () => {
  const lines = errorLines(new TypeError('undefined is no function')).join('\n');
  expect(lines).toContain('undefined is no function [INTERNAL]');
  expect(lines).not.toMatch(/\bat .*:\d+/);
});

it('shows the end of the stderr of a failed job', () => {
  const lines = failureLines({ job: '/a@0', code: 'JOB_FAILED', message: 'sh exited with code 7', stderr: 'one\ntwo\n' });
  expect(lines).toEqual(['/a@0: sh exited with code 7 [JOB_FAILED]', '  the end of its stderr:', '  | one', '  | two']);
});

it('lets no text of others move the cursor or change colours', () => {
  expect(clean('a\u001b[31mred\u0007\u009b2J\tb\n')).toBe('a\ufffd[31mred\ufffd\ufffd2J\tb\n');
});

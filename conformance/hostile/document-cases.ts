import { script, type HostileCase } from './case.ts';

const tooLarge = ['DOC_TOO_LARGE', 'DOC_SYNTAX'] as const;
const where = 'host';
const tenMegabytes = 10_000_000;

/** Documents and jobs that want to be too much to read. */
export const documentCases: readonly HostileCase[] = [
  { name: 'document is 10 MB of nested aliases', where, files: () => ({ 'document.cwl': aliases() }), codes: tooLarge },
  {
    name: 'job is 10 MB of nested aliases',
    where,
    files: () => ({ 'document.cwl': script('true'), 'job.yml': aliases() }),
    args: ['job.yml'],
    codes: [...tooLarge, 'CWL_INPUT'],
  },
  { name: 'document is 10 MB of brackets', where, files: () => ({ 'document.cwl': '['.repeat(tenMegabytes) }), codes: tooLarge },
  { name: 'document is 10 MB of indentation', where, files: () => ({ 'document.cwl': indentation() }), codes: tooLarge },
  {
    name: 'document is 2 MB of keys',
    where,
    files: () => ({ 'document.cwl': keys() }),
    codes: [...tooLarge, 'CWL_FIELD_UNKNOWN', 'CWL_INVALID', 'CWL_VERSION'],
  },
  {
    name: 'an alias contains itself',
    where,
    files: () => ({ 'document.cwl': 'cwlVersion: v1.2\nclass: CommandLineTool\ninputs: &a {x: *a}\noutputs: {}\n' }),
    codes: [...tooLarge, 'CWL_INVALID', 'CWL_FIELD_TYPE'],
  },
  {
    name: 'documents import each other',
    where,
    files: () => ({ 'document.cwl': 'cwlVersion: v1.2\n$import: other.cwl\n', 'other.cwl': '$import: document.cwl\n' }),
    codes: ['DOC_REFERENCE', 'CWL_CYCLE', 'DOC_SYNTAX', 'CWL_INVALID', 'DOC_TOO_LARGE'],
  },
  {
    name: 'document includes a device without an end',
    where,
    files: () => ({ 'document.cwl': { ...script('true'), doc: { $include: '/dev/zero' } } }),
    codes: ['DOC_NOT_FOUND', 'DOC_TOO_LARGE', 'DOC_REFERENCE', 'DOC_SYNTAX'],
  },
  {
    name: 'document imports a device without an end',
    where,
    files: () => ({ 'document.cwl': { ...script('true'), inputs: { $import: '/dev/zero' } } }),
    codes: ['DOC_NOT_FOUND', 'DOC_TOO_LARGE', 'DOC_REFERENCE', 'DOC_SYNTAX'],
  },
  {
    name: 'input is a device without an end',
    where,
    files: () => ({
      'document.cwl': script('true', { inputs: { f: 'File' } }),
      'job.json': { f: { class: 'File', location: 'file:///dev/zero' } },
    }),
    args: ['job.json'],
    codes: ['DATA_NOT_FOUND', 'CWL_INPUT'],
  },
  {
    name: 'scatter has a thousand million jobs',
    where,
    files: () => ({
      'document.cwl': {
        cwlVersion: 'v1.2',
        class: 'Workflow',
        requirements: { ScatterFeatureRequirement: {} },
        inputs: { a: { type: 'int[]', default: Array.from({ length: 1000 }, (_, index) => index) } },
        outputs: {},
        steps: {
          s: {
            run: script('true', { inputs: { a: 'int', b: 'int', c: 'int' } }),
            scatter: ['a', 'b', 'c'],
            scatterMethod: 'flat_crossproduct',
            in: { a: 'a', b: 'a', c: 'a' },
            out: [],
          },
        },
      },
    }),
    codes: ['JOB_INPUT'],
  },
];

/** Each line doubles what the one before stands for. */
function aliases(): string {
  const lines = [
    'cwlVersion: v1.2',
    'class: CommandLineTool',
    'inputs: {}',
    'outputs: {}',
    '$namespaces: { x: "https://example.org/" }',
    'x:a0: &a0 [x]',
  ];
  let size = 0;
  for (let index = 1; size < tenMegabytes; index += 1) {
    const line = `x:a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`;
    size += line.length + 1;
    lines.push(line);
  }
  return lines.join('\n');
}

function indentation(): string {
  return Array.from({ length: 4000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
}

function keys(): string {
  return Array.from({ length: tenMegabytes / 100 }, (_, index) => `key${index}: value ${index}`).join('\n');
}

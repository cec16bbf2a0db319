import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verbHelp } from './help.ts';
import { aliases, asAlways, options, refused, verbAliases } from './option-table.ts';
import { sortWords, unknownOption, type FlagKind } from './words.ts';

const sorted = (line: string, kindOf?: FlagKind) => {
  const { given, ...words } = sortWords(line.split(' ').filter(Boolean), kindOf);
  return { ...words, given: Object.fromEntries(given) };
};

describe('the command line', () => {
  it('runs a document when no verb is named', () => {
    expect(sorted('-o c.zip wf.cwl job.yml --outdir=out -t a -t b')).toEqual({
      verb: 'run',
      document: 'wf.cwl',
      rest: ['job.yml'],
      given: { '--output': ['c.zip'], '--outdir': ['out'], '--target': ['a', 'b'] },
    });
  });

  it.each([
    ['validate wf.cwl a.yml b.yml', 'validate', 'wf.cwl'],
    ['--quiet pack wf.cwl', 'pack', 'wf.cwl'],
    ['run wf.cwl', 'run', 'wf.cwl'],
    ['./validate', 'run', './validate'],
    ['run validate', 'run', 'validate'],
    ['--make-template wf.cwl', 'inputs', 'wf.cwl'],
    ['--validate --enable-ext wf.cwl', 'validate', 'wf.cwl'],
  ])('understands %s', (line, verb, document) => {
    expect(sorted(line)).toMatchObject({ verb, document });
  });

  it('leaves flags after the document to its inputs, which win over options', () => {
    const kinds: Readonly<Record<string, 'value' | 'switch'>> = { '--output': 'value', '--json': 'switch' };
    const line = '--json t.cwl --output x --json -o c --other 1';
    expect(sorted(line, (flag) => kinds[flag])).toMatchObject({
      rest: ['--output', 'x', '--json', '--other', '1'],
      given: { '--json': [], '--output': ['c'] },
    });
    expect(sorted('t.cwl --output x')).toMatchObject({ rest: [], given: { '--output': ['x'] } });
  });

  it("takes cwltool's names for the same thing", () => {
    expect(sorted('--singularity --parallel --rm-tmpdir wf.cwl').given).toEqual({ '--container-engine': ['singularity'] });
  });

  it.each([
    ['--outdri x wf.cwl', /unknown option --outdri; did you mean "--outdir"/],
    ['wf.cwl --cachedir x', /crate-run has no --cachedir: nothing is reused/],
    ['wf.cwl --outdir', /--outdir needs a value: FOLDER/],
    ['--quiet=1 wf.cwl', /--quiet takes no value/],
    ['validate wf.cwl --outdir x', /--outdir means nothing to validate/],
  ])('refuses %s', (line, message) => {
    expect(() => sorted(line)).toThrow(message);
  });

  it('suggests inputs of the document too', () => {
    expect(unknownOption('--mesage', ['message', 'count']).message).toBe('unknown option --mesage; did you mean "--message"?');
  });
});

describe('what is said of the options', () => {
  it('is the whole in the README', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const names = [...options.map(({ name }) => name), ...asAlways, ...[aliases, verbAliases, refused].flatMap(Object.keys)];
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('fits a terminal', () => {
    for (const verb of ['run', 'validate', 'inputs', 'pack'] as const) {
      const lines = verbHelp(verb).split('\n');
      expect(lines.filter((line) => line.length > 132)).toEqual([]);
    }
  });
});

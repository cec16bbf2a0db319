import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verbHelp } from './help.ts';
import { aliases, asAlways, options, refused } from './option-table.ts';
import { unknownOption } from './usage.ts';
import { verbNames } from './verb.ts';
import { readLine, type FlagKind } from './words.ts';

const read = (line: string, kindOf?: FlagKind) => readLine(line.split(' ').filter(Boolean), kindOf);

describe('the command line', () => {
  it('runs a document when no verb is named', () => {
    expect(read('-o c.zip wf.cwl job.yml --outdir=out -t a -t b')).toMatchObject({
      verb: 'run',
      document: 'wf.cwl',
      rest: ['job.yml'],
      options: { output: 'c.zip', outdir: 'out', target: ['a', 'b'] },
    });
  });

  it.each([
    ['validate wf.cwl a.yml b.yml', 'validate', 'wf.cwl'],
    ['--quiet pack wf.cwl', 'pack', 'wf.cwl'],
    ['run wf.cwl', 'run', 'wf.cwl'],
    ['./validate', 'run', './validate'],
    ['run validate', 'run', 'validate'],
    ['--quiet run validate', 'run', 'validate'],
    ['--make-template wf.cwl', 'inputs', 'wf.cwl'],
    ['--validate --enable-ext wf.cwl', 'validate', 'wf.cwl'],
    ['wf.cwl --pack -opacked.yml', 'pack', 'wf.cwl'],
    ['--print-dot --depth 0 wf.cwl', 'graph', 'wf.cwl'],
  ])('understands %s', (line, verb, document) => {
    expect(read(line)).toMatchObject({ verb, document });
  });

  it('leaves flags after the document to its inputs, which win over options', () => {
    const kinds: Readonly<Record<string, 'value' | 'switch'>> = { '--output': 'value', '--json': 'switch', '--n': 'value' };
    const line = '--json t.cwl --output x --json --n -12 -o c --other 1';
    expect(read(line, (flag) => kinds[flag])).toMatchObject({
      rest: ['--other', '1', '--output', 'x', '--json', '--n', '-12'],
      options: { json: true, output: 'c' },
    });
    expect(read('t.cwl --json', (flag) => kinds[flag]).options.json).toBeUndefined();
    expect(read('t.cwl --output x')).toMatchObject({ rest: [], options: { output: 'x' } });
  });

  it("takes cwltool's names for the same thing", () => {
    expect(read('--singularity --parallel --rm-tmpdir wf.cwl').options.containerEngine).toBe('singularity');
    expect(read('wf.cwl --not-strict').options.nonStrict).toBe(true);
    expect(read('--print-dot wf.cwl').options.format).toBe('dot');
  });

  it('knows what is so unless it is said otherwise', () => {
    const { outdir, onError, evalTimeout, container, warnings } = read('wf.cwl').options;
    expect({ outdir, onError, evalTimeout, container, warnings }).toEqual({
      outdir: '.',
      onError: 'continue',
      evalTimeout: 60,
      container: true,
      warnings: true,
    });
    expect(read('--no-container wf.cwl --no-warnings').options).toMatchObject({ container: false, warnings: false });
  });

  it.each([
    ['--outdri x wf.cwl', /^unknown option --outdri; did you mean "--outdir"\?$/],
    ['--cachedir x wf.cwl', /crate-run has no --cachedir: nothing is reused/],
    ['wf.cwl --outdir', /--outdir needs a value: FOLDER/],
    ['--quiet=1 wf.cwl', /--quiet takes no value/],
    ['validate wf.cwl --outdir x', /--outdir means nothing to validate/],
    ['validate wf.cwl --cachedir x', /crate-run has no --cachedir/],
    ['pack a.cwl b.cwl', /^pack takes one document, found also b.cwl$/],
    ['wf.cwl --on-error stp', /^--on-error is one of stop, continue, found stp; did you mean "stop"\?$/],
    ['wf.cwl --eval-timeout 0', /^--eval-timeout needs a number of seconds above 0, found 0$/],
    ['graph wf.cwl --depth=x', /^--depth needs a whole number, found x$/],
    ['wf.cwl --disable-pull --force-docker-pull', /^--disable-pull cannot be used with --force-docker-pull$/],
    ['wf.cwl --podman --no-container', /^--no-container cannot be used with --container-engine$/],
  ])('refuses %s', (line, message) => {
    expect(() => read(line)).toThrow(message);
  });

  it('suggests inputs of the document too', () => {
    const { message } = unknownOption('--mesage', 'run', ['message', 'count']);
    expect(message).toBe('unknown option --mesage; did you mean "--message"?');
  });
});

describe('what is said of the options', () => {
  it('is the whole in the README', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const names = [...options.map(({ name }) => name), ...asAlways, ...[aliases, refused].flatMap(Object.keys)];
    expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('is the whole in the help, and fits a terminal', () => {
    for (const verb of verbNames) {
      const help = verbHelp(verb);
      const taken = new Set(options.flatMap(({ name, verbs = ['run'] }) => (verbs.includes(verb) ? [name] : [])));
      const missing = options.filter(({ name }) => taken.has(name) !== help.includes(`${name} `));
      expect(missing.map(({ name }) => name).filter((name) => name !== '--version')).toEqual([]);
      expect(help.split('\n').filter((line) => line.length > 132)).toEqual([]);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CrateRunError } from '../base/error.ts';
import type { JobSpec } from '../job/jobspec.ts';
import { revealSpec } from './reveal.ts';
import { concealTail, concealValue, createSecrets, type Secrets } from './secrets.ts';

function store(): Secrets {
  let count = 0;
  return createSecrets(() => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`);
}

const layout = { outdir: '/out', tmpdir: '/tmp', stagedir: '/in' };
const resources = { cores: 1, ram: 1, tmpdirSize: 1, outdirSize: 1 };
const plain: JobSpec = { command: ['sh'], environment: {}, layout, folders: layout, staging: [], resources };

describe('secrets', () => {
  it('stand for texts in any structure, the same for the same', () => {
    const secrets = store();
    const hidden = secrets.hide({ a: 'hunter2', b: ['hunter2', null, ''] }) as { a: string; b: string[] };
    expect(hidden.a).toMatch(/^\(secret-[0-9a-f-]{36}\)$/);
    expect(hidden.b).toEqual([hidden.a, null, '']);
    expect(secrets.reveal(`x${hidden.a}y`)).toBe('xhunter2y');
  });

  it('come back whatever they are, and are gone from every text', () => {
    const property = fc.property(
      fc.string({ minLength: 4, maxLength: 20, unit: 'binary-ascii' }),
      fc.string(),
      fc.string(),
      (text, before, after) => {
        const secrets = store();
        const hidden = secrets.hide(text) as string;
        expect(secrets.reveal(before + hidden + after)).toContain(text);
        if (!hidden.includes(text)) expect(secrets.conceal(before + text + after)).not.toContain(text);
      },
    );
    fc.assert(property, { numRuns: 30 });
  });

  it('are not looked for inside what stands for others', () => {
    const secrets = store();
    const [first, second] = [secrets.hide('hunter2') as string, secrets.hide('secret') as string];
    expect(secrets.conceal(`hunter2 ${first} secret`)).toBe(`${first} ${first} ${second}`);
  });

  it('are found in JSON and in URLs too', () => {
    const secrets = store();
    secrets.hide('pass "word"/1');
    expect(secrets.conceal(JSON.stringify({ a: 'pass "word"/1' }))).not.toContain('word');
    expect(secrets.conceal(`https://x/?p=${encodeURIComponent('pass "word"/1')}`)).not.toContain('word');
  });

  it('are not told by an end of a text that begins amid one', () => {
    const secrets = store();
    secrets.hide('correct horse battery');
    expect(concealTail(secrets, 'horse battery\nfailed')).not.toContain('battery');
    expect(concealTail(secrets, 'no horse\nfailed')).toBe('no horse\nfailed');
  });

  it('can only be texts', () => {
    expect(() => store().hide(42)).toThrow(CrateRunError);
    expect(() => store().hide({ class: 'File', location: 'file:///key' })).toThrow(/kept secret/);
  });

  it('reach the environment and the files of a job, and never its command or a name', () => {
    const secrets = store();
    const hidden = secrets.hide('hunter2') as string;
    const spec = revealSpec(secrets, {
      ...plain,
      environment: { PASSWORD: hidden },
      staging: [{ kind: 'write', contents: `password: ${hidden}`, target: '/out/conf' }],
    });
    expect(spec.environment).toEqual({ PASSWORD: 'hunter2' });
    expect(spec.staging).toEqual([{ kind: 'write', contents: 'password: hunter2', target: '/out/conf' }]);
    for (const exposed of [{ command: ['curl', `-u:${hidden}`] }, { stdout: hidden }]) {
      expect(() => revealSpec(secrets, { ...plain, ...exposed })).toThrow(/EnvVarRequirement/);
    }
  });

  it('are taken out of outputs, but a name that tells one is refused', () => {
    const secrets = store();
    const hidden = secrets.hide('hunter2');
    expect(concealValue(secrets, { a: ['hunter2'], f: { class: 'File', location: 'file:///x', contents: 'hunter2' } })).toEqual({
      a: [hidden],
      f: { class: 'File', location: 'file:///x', contents: hidden },
    });
    expect(() => concealValue(secrets, { class: 'File', location: 'file:///out/hunter2' })).toThrow(/tells a secret/);
  });
});

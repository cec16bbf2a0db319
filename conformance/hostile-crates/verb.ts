import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCanary, portraitOf } from '../hostile/canary.ts';
import { capture } from '../lib/capture.ts';
import { crateRun, needBuild } from '../lib/places.ts';
import { withScratch } from '../lib/scratch.ts';
import { hostileCases } from './cases.ts';

/** Seconds for one crate, which is a hundred times what it takes. */
const limit = 30;

/**
 * `hostile-crates`: generated archives and metadata files that mean harm: each is refused or found damaged, in time, with one
 * message and nothing written outside; strace, where it is installed, sees no program started. False otherwise.
 */
export async function hostileCrates([only = '']: readonly string[]): Promise<boolean> {
  needBuild();
  const hasStrace = await capture(['strace', '-V']).then(
    () => true,
    () => false,
  );
  if (!hasStrace) console.error('strace is not installed: which programs are started is not seen');
  const cases = hostileCases.filter(({ name }) => name.includes(only));
  const complaints: string[] = [];
  const codes = new Map<number | undefined, number>();
  for (const { name, bytes } of cases) {
    const { exitCode, why } = await tryOne(bytes, hasStrace);
    codes.set(exitCode, (codes.get(exitCode) ?? 0) + 1);
    if (why.length > 0) complaints.push(`${JSON.stringify(name)}: ${why.join('; ')}`);
  }
  for (const [code, count] of codes) console.log(`exit code ${code ?? 'none'}: ${count}`);
  for (const line of complaints) console.log(line);
  console.log(`${cases.length - complaints.length} passed, ${complaints.length} failed`);
  return complaints.length === 0;
}

function tryOne(
  bytes: Buffer,
  hasStrace: boolean,
): Promise<{ readonly exitCode: number | undefined; readonly why: readonly string[] }> {
  return withScratch(async (scratch) => {
    const canary = join(scratch, 'canary');
    makeCanary(canary);
    const before = portraitOf(canary);
    for (const name of ['tmp', 'work']) mkdirSync(join(scratch, name));
    writeFileSync(join(scratch, 'crate'), bytes);
    const trace = join(scratch, 'trace');
    const watch = hasStrace
      ? ['strace', '-f', '-qq', '-o', trace, '-e', 'trace=execve,openat,mkdir,symlink,link,rename,connect']
      : [];
    const command = [
      ...watch,
      ...crateRun,
      'rerun',
      '../crate',
      '--trust-host',
      '--quiet',
      '--outdir',
      'out',
      '--full-name',
      'Nobody',
    ];
    const ended = await capture(command, { cwd: join(scratch, 'work'), env: { TMPDIR: join(scratch, 'tmp') }, limit });
    const why = [
      ...(ended.overtime ? [`no answer after ${limit} s`] : []),
      ...([4, 6, 7].includes(ended.exitCode ?? -1) || ended.overtime ? [] : [`exit code ${ended.exitCode ?? 'none'}`]),
      ...(/^\s+at .*:\d+:\d+\)?$/m.test(ended.stderr) ? ['a stack trace'] : []),
      ...(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(ended.stderr) ? ['control characters on the terminal'] : []),
      ...(portraitOf(canary) === before ? [] : ['the canary was touched']),
      ...readdirSync(scratch)
        .filter((name) => !['canary', 'tmp', 'work', 'crate', 'trace'].includes(name))
        .map((name) => `made outside: ${name}`),
      ...readdirSync(join(scratch, 'tmp')).map((name) => `left behind: ${name}`),
      ...(hasStrace ? misdeeds(readFileSync(trace, 'utf8'), scratch) : []),
    ];
    return { exitCode: ended.exitCode, why };
  });
}

/** Programs that were started beside our own, addresses that were connected to, and files that were opened to write elsewhere. */
function misdeeds(trace: string, scratch: string): readonly string[] {
  const lines = trace.split('\n').filter((line) => !line.includes('= -1'));
  const started = lines.filter((line) => line.includes('execve(')).slice(1);
  const connected = lines.filter((line) => line.includes('connect(') && line.includes('AF_INET'));
  const written = lines.filter((line) => /O_CREAT|O_WRONLY|O_RDWR|mkdir\(|symlink\(|link\(|rename\(/.test(line));
  const elsewhere = written.filter(
    (line) => !line.includes(scratch) && !/"(out|\/dev\/null|\/dev\/tty|\/proc\/self[^"]*)"/.test(line),
  );
  return [...started, ...connected, ...elsewhere].map((line) => line.slice(0, 120));
}

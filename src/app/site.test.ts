import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../base/error.ts';
import type { Event } from '../event/event.ts';
import { openDocument, prepare } from './prepare.ts';
import { runPrepared } from './run.ts';
import type { SiteOptions } from './site.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'site-test-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  if (text.startsWith('#!')) chmodSync(whole, 0o755);
  return whole;
}

async function run(tool: object, site: SiteOptions) {
  const namespaces = { cwltool: 'http://commonwl.org/cwltool#' };
  const document = { cwlVersion: 'v1.2', $namespaces: namespaces, class: 'CommandLineTool', inputs: {}, outputs: {}, ...tool };
  const path = write('tool.cwl', JSON.stringify(document));
  const events: Event[] = [];
  const warnings: Diagnostic[] = [];
  const result = await runPrepared(await prepare(path, await openDocument(path), { inputs: {} }), {
    outdir: join(root, 'results'),
    crate: join(root, 'crate'),
    tmpdirPrefix: join(root, 'tmp/'),
    evalTimeout: 10,
    command: ['crate-run', 'tool.cwl'],
    signal: new AbortController().signal,
    containers: { use: false, engine: 'auto', pull: 'never', strictMemory: false, strictCpu: false },
    site,
    warn: (warning) => warnings.push(warning),
    progress: () => undefined,
    watch: (event) => events.push(event),
  });
  return { ...result, events, warnings };
}

const started = (events: readonly Event[]) => events.find((event) => event.type === 'job.started');
const resolved = (events: readonly Event[]) => events.filter((event) => event.type === 'software.resolved');
const stdout = () => readFileSync(join(root, 'results/out.txt'), 'utf8');
const printing = { stdout: 'out.txt', outputs: { out: 'stdout' } };

describe('MPI programs', () => {
  it('are started as the site says', async () => {
    const runner = write('run-mpi', '#!/bin/sh\necho "$MPI_KIND $MPI_SET $@"\n');
    const config = `runner: ${runner}\nnproc_flag: -np\nextra_flags: [--bind]\nenv_pass_regex: [MPI_K.*]\nenv_set: {MPI_SET: 1}\n`;
    process.env['MPI_KIND'] = 'flat';
    const requirements = { 'cwltool:MPIRequirement': { processes: 3 } };
    const tool = { ...printing, requirements, baseCommand: ['echo', 'hi'] };
    const { status, events } = await run(tool, { mpiConfig: write('mpi.yml', config) });
    delete process.env['MPI_KIND'];
    expect(status).toBe('success');
    expect(stdout()).toBe('flat 1 -np 3 --bind echo hi\n');
    expect(started(events)).toMatchObject({ command: [runner, '-np', '3', '--bind', 'echo', 'hi'] });
  });

  it('cannot be configured by keys that nobody knows', async () => {
    const site = { mpiConfig: write('mpi.yml', 'runnr: mpirun\n') };
    await expect(run({ baseCommand: 'true' }, site)).rejects.toThrow(/expected one of runner.*found runnr/);
  });
});

/** Stands in for the program behind `module`: knows hello/1.2 and prints what a shell has to do. */
const modulecmd = `#!/bin/sh
shift 2
case "$*" in
  hello/1.2) echo "export PATH=$(dirname "$0")/hello:$PATH; export LOADEDMODULES=hello/1.2; export _LMFILES_=/m/hello/1.2" ;;
  *) echo "test 0 = 1"; exit 1 ;;
esac
`;

/** Stands in for conda: can make environments of packages that are called hello, and run programs in them. */
const conda = `#!/bin/sh
if [ "$1" = run ]; then PATH="$3/bin:$PATH" GREETING=conda; export PATH GREETING; shift 3; exec "$@"; fi
for word; do
  [ "$last" = -p ] && prefix=$word
  last=$word
done
case "$last" in hello*) ;; *) echo "PackagesNotFoundError: $last" >&2; exit 1 ;; esac
mkdir -p "$prefix/conda-meta" "$prefix/bin"
echo >"$prefix/conda-meta/history"
echo '{"name": "hello", "version": "1.2.3"}' >"$prefix/conda-meta/hello.json"
printf '#!/bin/sh\\necho from $GREETING\\n' >"$prefix/bin/hello"
chmod +x "$prefix/bin/hello"
`;

describe('software that a tool asks for', () => {
  const packages = (version: string) => ({ hello: { version: ['0.9', version], specs: ['https://example.org/hello'] } });
  const requested = { package: 'hello', version: ['0.9', '1.2'], specs: ['https://example.org/hello'] };

  it('comes from environment modules', async () => {
    write('hello/hello', '#!/bin/sh\necho from module\n');
    const config = write('resolvers.yml', `- {type: modules, modulecmd: ${write('modulecmd', modulecmd)}}\n`);
    const tool = { ...printing, hints: { SoftwareRequirement: { packages: packages('1.2') } }, baseCommand: 'hello' };
    const { status, events } = await run(tool, { software: { sources: [], config } });
    expect(status).toBe('success');
    expect(stdout()).toBe('from module\n');
    expect(resolved(events)).toMatchObject([
      { id: 'module:hello/1.2', requested, by: 'module', name: 'hello', version: '1.2', path: '/m/hello/1.2' },
    ]);
    expect(started(events)).toMatchObject({ software: ['module:hello/1.2'] });
    expect(Object.keys((started(events) as { environment: object }).environment)).not.toContain('LOADEDMODULES');
  });

  it('comes from conda, by another name where a mapping says so', async () => {
    const mapping = write('mapping.yml', '- {from: greeter, to: {name: hello, version: "1.2"}}\n');
    const config = write('resolvers.yml', `- {type: conda, exec: ${write('conda', conda)}, mapping_files: ${mapping}}\n`);
    const tool = { ...printing, requirements: { SoftwareRequirement: { packages: { greeter: {} } } }, baseCommand: 'hello' };
    const { status, events } = await run(tool, { software: { sources: [], config, folder: join(root, 'envs') } });
    expect(status).toBe('success');
    expect(stdout()).toBe('from conda\n');
    expect(resolved(events)).toMatchObject([{ id: 'conda:hello/1.2.3', by: 'conda', version: '1.2.3' }]);
  });

  it('may simply be there, in whatever version', async () => {
    const tool = { requirements: { SoftwareRequirement: { packages: { coreutils: {} } } }, baseCommand: 'true' };
    const { status, events } = await run(tool, {});
    expect(status).toBe('success');
    expect(resolved(events)).toMatchObject([{ by: 'path', name: 'true', requested: { package: 'coreutils' } }]);
  });

  it('is an error when it is required and nowhere to be had', async () => {
    const config = write('resolvers.yml', `- {type: modules, modulecmd: ${write('modulecmd', modulecmd)}}\n`);
    const asked = { SoftwareRequirement: { packages: { hello: { version: ['7'] } } } };
    const required = await run({ requirements: asked, baseCommand: ['sh', '-c', 'true'] }, { software: { sources: [], config } });
    expect(required.failures).toMatchObject([{ code: 'SOFTWARE_MISSING' }]);
    expect(required.failures[0]?.message).toMatch(
      /hello 7: no program hello on the PATH; environment modules: no module hello\/7/,
    );
    rmSync(join(root, 'crate'), { recursive: true });
    const hinted = await run({ hints: asked, baseCommand: ['sh', '-c', 'true'] }, { software: { sources: [], config } });
    expect(hinted).toMatchObject({ status: 'success', warnings: [{ code: 'SOFTWARE_MISSING' }] });
  });
});

describe('GPUs', () => {
  const cuda = { 'cwltool:CUDARequirement': { cudaVersionMin: '11.4', cudaComputeCapability: '3.0' } };
  const smi = `#!/bin/sh
if [ "$1" = -q ]; then echo '<nvidia_smi_log><cuda_version>12.2</cuda_version><attached_gpus>1</attached_gpus></nvidia_smi_log>'
else echo 8.6; fi
`;

  it.each([
    ['there', smi, 'success'],
    ['out of order', '#!/bin/sh\nexit 9\n', 'permanentFail'],
  ])('that are %s decide about a tool that requires one', async (_, script, expected) => {
    const path = process.env['PATH'];
    process.env['PATH'] = `${dirname(write('bin/nvidia-smi', script))}:${path}`;
    const { status } = await run({ requirements: cuda, baseCommand: 'true' }, {});
    process.env['PATH'] = path;
    expect(status).toBe(expected);
  });
});

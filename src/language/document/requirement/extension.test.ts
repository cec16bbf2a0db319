import { describe, expect, it } from 'vitest';
import { loadInline } from '../../../../fixtures/inline-documents.ts';
import { CrateRunError } from '../../../base/error.ts';
import { writeJson } from '../../../base/json.ts';
import { pack } from '../pack.ts';

const head = 'class: CommandLineTool\nbaseCommand: echo\ninputs: {password: string}\noutputs: {}\n';
const prefix = '$namespaces: {cwltool: "http://commonwl.org/cwltool#", ex: "https://example.org/"}\n';

function load(text: string, version = 'v1.2') {
  return loadInline({ 'tool.cwl': `cwlVersion: ${version}\n${head}${text}` });
}

const all = `${prefix}requirements:
  cwltool:CUDARequirement: {cudaVersionMin: "11.4", cudaComputeCapability: ["7.5", "8.6"], cudaDeviceCountMin: 2}
  cwltool:MPIRequirement: {processes: 4}
  cwltool:ShmSize: {shmSize: 128m}
  cwltool:Secrets: {secrets: ["#password"]}
`;

describe('extensions of cwltool', () => {
  it.each(['v1.0', 'v1.1', 'v1.2'])('are read in %s documents, and packed with their namespace', async (version) => {
    const { process } = await load(all, version);
    expect(process.requirements).toEqual([
      { class: 'CUDARequirement', cudaVersionMin: '11.4', cudaComputeCapability: ['7.5', '8.6'], cudaDeviceCountMin: 2 },
      { class: 'MPIRequirement', processes: 4 },
      { class: 'ShmSize', shmSize: '128m' },
      { class: 'Secrets', secrets: ['password'] },
    ]);
    const packed = writeJson(pack(process));
    expect(JSON.parse(packed)).toMatchObject({ $namespaces: { cwltool: 'http://commonwl.org/cwltool#' } });
    expect((await loadInline({ 'packed.cwl': packed })).process.requirements).toEqual(process.requirements);
  });

  it('are known by their usual prefix, and never by a bare name', async () => {
    const { process } = await load('requirements: {cwltool:ShmSize: {shmSize: 64m}}\n');
    expect(process.requirements).toEqual([{ class: 'ShmSize', shmSize: '64m' }]);
    await expect(load('requirements: {ShmSize: {shmSize: 64m}}\n')).rejects.toThrow(/ShmSize is not supported.*cwltool:ShmSize/);
  });

  it.each(['v1.0', 'v1.2'])('may be what CWL has under another name, in %s documents', async (version) => {
    const { process } = await load(
      `${prefix}hints: {cwltool:TimeLimit: {timelimit: 5}, cwltool:WorkReuse: {enableReuse: false}}\n`,
      version,
    );
    expect(process.hints).toEqual([
      { class: 'ToolTimeLimit', timelimit: 5 },
      { class: 'WorkReuse', enableReuse: false },
    ]);
  });

  it.each([
    ['cudaVersionMin: 8.10, cudaComputeCapability: "3.0"', 'CUDARequirement', /cudaVersionMin: expected a version in quotes/],
    ['shmSize: 64 MB', 'ShmSize', /shmSize: expected bytes/],
    ['processes: 1.5', 'MPIRequirement', /processes: expected whole number/],
    ['secrets: password', 'Secrets', /secrets: expected a list/],
  ])('are refused with {%s}', async (fields, name, message) => {
    await expect(load(`${prefix}requirements: {cwltool:${name}: {${fields}}}\n`)).rejects.toThrow(message);
  });

  it('are refused where a secret is misspelt, and warned of where it can be read', async () => {
    const secrets = (name: string) => `${prefix}requirements: {cwltool:Secrets: {secrets: [${name}]}}\n`;
    await expect(load(secrets('pasword'))).rejects.toThrow(/"pasword", which is no input; did you mean "password"/);
    const text = head.replace('password: string', 'password: {type: string, default: hunter2}');
    const { warnings } = await loadInline({ 'tool.cwl': `cwlVersion: v1.2\n${text}${secrets('password')}` });
    expect(warnings).toMatchObject([{ message: expect.stringMatching(/^(?!.*hunter2).*can read its default/) as string }]);
  });

  it('of others cannot be required, but hinted at', async () => {
    const refused = await load(`${prefix}requirements: {ex:Quantum: {qubits: 3}}\n`).catch((thrown: unknown) => thrown);
    expect(refused).toBeInstanceOf(CrateRunError);
    expect(refused).toMatchObject({ exitCode: 33, message: expect.stringContaining('ex:Quantum') as string });
    const { warnings, process } = await load(`${prefix}hints: {ex:Quantum: {qubits: 3}}\n`);
    expect(warnings).toMatchObject([{ severity: 'warning', message: expect.stringContaining('ex:Quantum') as string }]);
    expect(process.hints).toEqual([]);
  });
});

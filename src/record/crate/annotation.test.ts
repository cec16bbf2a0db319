import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { step, tool, workflow } from '../../../fixtures/runs/model.ts';
import { simulate, type Simulation } from '../../../fixtures/runs/simulate.ts';
import { readLedger } from '../ledger.ts';
import { describeRun } from './crate.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotated-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const s = (name: string) => `https://schema.org/${name}`;
const edam = 'http://edamontology.org/format_1929';
const orcid = 'https://orcid.org/0000-0002-1825-0097';

const counting = tool(
  '#count.cwl',
  { reads: 'File' },
  { out: 'File' },
  {
    extensions: {
      [s('author')]: 'Ada',
      [s('citation')]: ['10.1093/bioinformatics/btp352', 'A thesis'],
      [s('keywords')]: 'counting',
    },
    requirements: [
      { class: 'ResourceRequirement', coresMin: 2, ramMin: 512, ramMax: '$(inputs.reads.size)' },
      { class: 'EnvVarRequirement', envDef: [{ envName: 'LANG', envValue: 'C' }] },
      { class: 'DockerRequirement', dockerFile: 'FROM debian:12\n' },
    ],
  },
);

const annotated: Simulation = {
  workflow: workflow('#main', { reads: 'File' }, { out: ['File', 'count/out'] }, [step('count', counting, { reads: 'reads' })], {
    doc: 'Counts reads.',
    extensions: {
      [s('contributor')]: [{ '@id': orcid, [s('name')]: 'Josiah Carberry' }],
      [s('codeRepository')]: 'https://example.org/git',
    },
  }),
  inputs: (desk) => ({
    reads: { ...desk.file('reads.fa', '>'), format: edam, [s('license')]: 'CC0-1.0', [s('description')]: 'From the lake.' },
  }),
  tools: { '#count.cwl': (_, desk) => ({ out: desk.file('n.txt', '1') }) },
};

function graphOf() {
  const { events, log } = simulate(annotated, join(folder, 'run'));
  const { metadata, files } = describeRun(annotated.workflow, readLedger(events), log);
  const entity = (id: string) => metadata['@graph'].find((one) => one['@id'] === id)!;
  return { entity, files, graph: metadata['@graph'] };
}

describe('what documents and inputs say beyond CWL', () => {
  test('is said of the tool and of the workflow', () => {
    const { entity } = graphOf();
    expect(entity('packed.cwl#count.cwl')).toMatchObject({
      author: { '@id': '#author/Ada' },
      citation: [{ '@id': 'https://doi.org/10.1093/bioinformatics/btp352' }, 'A thesis'],
      keywords: 'counting',
    });
    expect(entity('packed.cwl')).toMatchObject({
      contributor: { '@id': orcid },
      codeRepository: 'https://example.org/git',
      description: 'Counts reads.',
    });
  });

  test('is said of the file, with its format', () => {
    const { entity } = graphOf();
    expect(entity('inputs/reads.fa')).toMatchObject({
      encodingFormat: ['text/x-fasta', { '@id': edam }],
      license: { '@id': 'https://spdx.org/licenses/CC0-1.0' },
      description: 'From the lake.',
    });
    expect(entity(edam)).toMatchObject({ '@type': 'WebSite', name: 'format_1929' });
  });
});

describe('what a tool asks for', () => {
  test('of the machine is told in words', () => {
    expect(graphOf().entity('packed.cwl#count.cwl')).toMatchObject({
      processorRequirements: 'at least 2 cores',
      memoryRequirements: 'at least 512, at most $(inputs.reads.size) MiB',
    });
  });

  test('as variables is a parameter, and what it got an example of it', () => {
    const { entity, graph } = graphOf();
    const parameter = { '@id': 'packed.cwl#count.cwl/environment/LANG' };
    expect(entity('packed.cwl#count.cwl')['environment']).toEqual(parameter);
    expect(entity(parameter['@id'])).toMatchObject({ name: 'LANG', additionalType: 'Text' });
    expect(graph.find((one) => one['name'] === 'LANG' && one['value'] === 'C')).toMatchObject({ exampleOfWork: parameter });
  });

  test('as an image to build is in the crate', () => {
    const { entity, files } = graphOf();
    const recipe = entity('packed.cwl#main/count')['buildInstructions'] as { '@id': string };
    expect(entity(recipe['@id'])).toMatchObject({ '@type': 'File', encodingFormat: 'text/x-dockerfile' });
    expect(files).toContainEqual({ path: recipe['@id'], from: { text: 'FROM debian:12\n' } });
  });
});

import { writeJson } from '../../base/json.ts';
import { quote } from '../../base/shell.ts';
import { mapFiles, type CwlValue } from '../../language/model/value.ts';
import { usedImages } from '../image.ts';
import { runJob } from '../ledger.ts';
import { dataEntity } from './data.ts';
import type { Draft } from './draft.ts';
import { provFiles } from '../prov-files.ts';
import { logPath, titleOf } from './run.ts';

/** The page that a person who opens the crate reads first: what ran, when, how it ended, and how to run it again. */
export function readme(draft: Draft): string {
  const { ledger, workflow } = draft;
  const results = new Map((ledger.results.get(runJob) ?? []).map(({ port, value }) => [port.slice(1), value]));
  const inputs = workflow.inputs.map(({ name }) => line(draft, name, ledger.tokens.get(`#${name}@0`)?.value));
  const outputs = workflow.outputs.map(({ name }) => line(draft, name, results.get(name)));
  return [
    `# Run of ${titleOf(draft)}`,
    ...(workflow.doc === undefined ? [] : [workflow.doc.trim()]),
    table(['', ''], facts(draft)),
    '## Inputs',
    inputs.join('\n') || 'None.',
    '## Outputs',
    outputs.join('\n') || 'None.',
    '## Steps',
    table(['step', 'jobs', 'failed', 'skipped'], steps(draft)),
    '## Run it again',
    '```sh\ncrate-run packed.cwl job.json -o again.crate.zip\n```',
    'Any other CWL runner takes the same two files.',
    '## What is here',
    table(['file', 'what'], contents(draft)),
    '',
  ].join('\n\n');
}

function contents({ files }: Draft): string[][] {
  const rows = [
    [
      'ro-crate-metadata.json',
      '',
      'this crate as a Provenance Run Crate: workflow, steps, jobs, data and how they belong together',
    ],
    ['packed.cwl', '', 'the workflow in one file'],
    ['workflow', '/', 'the files that it was read from'],
    ['job.json', '', 'the input object'],
    ['inputs', '/', 'the files of the input object'],
    ['outputs', '/', 'the results'],
    ['logs', '/', 'what the jobs wrote to stdout and stderr'],
    [logPath, '', 'all that happened, as it was written down; everything else here is made from it'],
    ...provFiles.map(({ path, name }) => [path, '', `the provenance of the run: ${name}`] as const),
  ];
  const present = new Set(files.map(({ path }) => path.split('/')[0]));
  return rows.flatMap(([name, slash, what]) => (slash === '' || present.has(name) ? [[`\`${name}${slash}\``, what]] : []));
}

function facts({ ledger }: Draft): string[][] {
  const { run, ended } = ledger;
  const errors = ended?.errors.map((error) => error.message) ?? [];
  const who =
    run.agent && [run.agent.name, run.agent.affiliation, run.agent.orcid].filter((fact) => fact !== undefined).join(', ');
  return [
    ['Result', [ended?.status ?? 'cut short', ...errors].join(': ')],
    ['Started', run.at],
    ['Ended', ledger.endTime],
    ...(who === undefined ? [] : [['By', who]]),
    ['Engine', `${run.engine.name} ${run.engine.version} (${run.engine.runtime})`],
    ...Array.from(ledger.locations.values(), (host) => [
      'Host',
      `${host.hostname}: ${host.os}, ${host.cores} cores, ${host.memoryMiB} MiB`,
    ]),
    ...usedImages(ledger).map(({ iri, answers }) => ['Image', `${answers[0].requested} (\`${iri.slice(1)}\`)`]),
    ['Command', `\`${run.command.map(quote).join(' ')}\``],
  ];
}

function steps({ ledger, outline }: Draft): string[][] {
  const counts = new Map(Array.from(outline.steps.keys(), (path) => [path, { jobs: 0, failed: 0, skipped: 0 }]));
  for (const { created, attempts } of ledger.jobs.values()) {
    const count = counts.get(created.step);
    if (count) count.jobs += 1;
    if (count && attempts.at(-1)?.ended?.status !== 'success') count.failed += 1;
  }
  for (const { step } of ledger.skipped) {
    const count = counts.get(step);
    if (count) count.skipped += 1;
  }
  return Array.from(counts, ([path, { jobs, failed, skipped }]) => [
    path.slice(1),
    String(jobs),
    String(failed),
    String(skipped),
  ]);
}

function line(draft: Draft, name: string, value: unknown): string {
  const shown = mapFiles((value ?? null) as CwlValue, (item) => dataEntity(draft, item));
  const text = typeof shown === 'string' ? shown : writeJson(shown);
  return `- ${name}: \`${text.length > 200 ? `${text.slice(0, 200)}…` : text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

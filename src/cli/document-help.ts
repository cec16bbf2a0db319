import type { Process } from '../language/model/process.ts';
import { isOptional, typeText } from '../language/model/type.ts';
import { writeJson } from '../base/json.ts';
import { optionsHelp } from './help.ts';
import { clean } from './message.ts';

/** The help of a document: what it does, its inputs as flags, its outputs, and the options of crate-run. */
export function documentHelp(reference: string, process: Process): string {
  const title = process.label ? ` — ${process.label}` : '';
  const inputs = process.inputs.map((input) => {
    const note =
      input.default !== undefined ? ` (default ${writeJson(input.default)})` : isOptional(input.type) ? '' : ' (required)';
    return [`--${input.name} ${typeText(input.type)}`, `${summary(input.doc ?? input.label)}${note}`.trim()] as const;
  });
  const outputs = process.outputs.map(
    (output) => [`${output.name} ${typeText(output.type)}`, summary(output.doc ?? output.label)] as const,
  );
  const parts = [
    `Usage: crate-run ${reference} [JOB] [--INPUT VALUE …] [options]`,
    `${process.class} ${process.id.slice(1)}${title}`,
    process.doc?.trim() ?? '',
    table('Inputs:', inputs),
    table('Outputs:', outputs),
    optionsHelp('run').trimEnd(),
  ];
  return `${clean(parts.filter((part) => part !== '').join('\n\n'))}\n`;
}

function table(title: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return `${title}\n  none`;
  const width = Math.min(36, Math.max(...rows.map(([left]) => left.length)));
  return [title, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd())].join('\n');
}

function summary(text: string | undefined): string {
  return (
    text
      ?.trim()
      .split(/\n\s*\n/)[0]
      ?.replaceAll(/\s+/g, ' ') ?? ''
  );
}

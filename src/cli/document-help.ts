import type { Process } from '../language/model/process.ts';
import { isOptional, typeText } from '../language/model/type.ts';
import { writeJson } from '../base/json.ts';
import { helpText, type List } from './help.ts';
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
  const about = [`${process.class} ${process.id.slice(1)}${title}`, ...(process.doc === undefined ? [] : [process.doc.trim()])];
  const text = helpText('run', {
    usage: `crate-run ${reference} [JOB] [--INPUT VALUE …] [options]`,
    about: about.join('\n\n'),
    before: [list('Inputs:', inputs), list('Outputs:', outputs)],
  });
  return clean(text);
}

function list(title: string, rows: List[1]): List {
  return [title, rows.length === 0 ? [['none', '']] : rows];
}

function summary(text: string | undefined): string {
  return (
    text
      ?.trim()
      .split(/\n\s*\n/)[0]
      ?.replaceAll(/\s+/g, ' ') ?? ''
  );
}

import type { SecondaryFileSchema } from '../language/model/binding.ts';
import type { InputParameter } from '../language/model/parameter.ts';
import type { Process } from '../language/model/process.ts';
import { alternatives, isOptional, typeText, type CwlType, type RecordField } from '../language/model/type.ts';
import type { CwlObject, CwlValue } from '../language/model/value.ts';
import { yamlKey, yamlMember } from './yaml-lines.ts';

/** The part of an input or of a field of a record that a template speaks of. */
type Described = InputParameter | RecordField;

/** A job file to be filled in, as YAML: required inputs with values of the right type, others behind `#`, each explained. */
export function templateText(process: Process, reference: string): string {
  const title = process.label ?? process.doc?.trim().split('\n')[0];
  const use = process.inputs.length === 0 ? 'It takes no inputs.' : 'Replace the values. What stands behind # may be left out.';
  const lines = [
    ...comment(`Job file for ${reference}${title === undefined ? '' : `: ${title}`}`),
    ...comment(use),
    ...process.inputs.flatMap((input) => ['', ...memberLines(input, input.default)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same as an input object: defaults where there are any, null where nothing is needed, else values of the right type. */
export function templateObject(process: Process): CwlObject {
  return Object.fromEntries(
    process.inputs.map((input) => [input.name, input.default ?? (isOptional(input.type) ? null : example(input.type, input))]),
  );
}

/** An input or a field: what it means, its type, and a value. */
function memberLines(member: Described, fallback?: CwlValue): readonly string[] {
  const optional = isOptional(member.type);
  const choice = alternatives(member.type).find((type) => type !== 'null') ?? 'null';
  const need = fallback !== undefined ? 'has a default' : optional ? 'optional' : 'required';
  const notes = [member.doc ?? member.label ?? '', `${typeText(member.type)}, ${need}`, ...fileNotes(member)];
  const lines = fallback === undefined ? valueLines(member, choice) : yamlMember(member.name, fallback);
  return [
    ...notes.flatMap((note) => (note.trim() === '' ? [] : comment(note))),
    ...(need === 'required' ? lines : lines.map(hash)),
  ];
}

/** A value of a type; fields of records are explained like inputs. */
function valueLines(member: Described, type: CwlType): readonly string[] {
  const single = alternatives(type).find((option) => option !== 'null');
  if (typeof single !== 'object' || single.type !== 'record') return yamlMember(member.name, example(type, member));
  const fields = single.fields.flatMap((field) => memberLines(field).map((line) => `  ${line}`));
  // Whatever is left out in a record that is all optional, the record itself must be there.
  if (single.fields.every(({ type }) => isOptional(type))) return yamlMember(member.name, {});
  return [`${yamlKey(member.name)}:`, ...fields];
}

function fileNotes({ format, secondaryFiles, name }: Described): readonly string[] {
  const formats = format?.filter((iri) => !iri.includes('$')) ?? [];
  const beside = secondaryFiles?.filter(({ pattern }) => !pattern.includes('$')) ?? [];
  return [
    ...(formats.length > 0 ? [`format: ${formats.join(' or ')}`] : []),
    ...(beside.length > 0
      ? [`found beside it: ${beside.map((schema) => secondaryName(schema, `path/to/${name}`)).join(', ')}`]
      : []),
  ];
}

/** The name that a pattern makes of a path (CWL v1.2 SecondaryFileSchema): each `^` takes a suffix away. */
function secondaryName({ pattern, required }: SecondaryFileSchema, path: string): string {
  const carets = /^\^*/.exec(pattern)![0].length;
  let base = path;
  for (let count = 0; count < carets; count += 1) base = base.replace(/\.[^./]*$/, '');
  return `${base}${pattern.slice(carets).replace(/\?$/, '')}${required === false || pattern.endsWith('?') ? ' (optional)' : ''}`;
}

/** A value that is of the type. */
function example(type: CwlType, member: Described): CwlValue {
  const single = alternatives(type).find((option) => option !== 'null') ?? 'null';
  if (typeof single === 'object') {
    if (single.type === 'enum') return single.symbols[0] ?? '';
    if (single.type === 'array') return [example(single.items, member)];
    return Object.fromEntries(
      single.fields.filter((field) => !isOptional(field.type)).map((field) => [field.name, example(field.type, field)]),
    );
  }
  switch (single) {
    case 'null':
      return null;
    case 'boolean':
      return false;
    case 'int':
    case 'long':
      return 0;
    case 'float':
    case 'double':
      return 0.5;
    case 'File': {
      const format = member.format?.find((iri) => !iri.includes('$'));
      return { class: 'File', path: `path/to/${member.name}`, ...(format === undefined ? {} : { format }) };
    }
    case 'Directory':
      return { class: 'Directory', path: `path/to/${member.name}` };
    default:
      return 'text';
  }
}

function comment(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((line) => hash(line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').trimEnd()));
}

function hash(line: string): string {
  return `# ${line}`.trimEnd();
}

import type { CwlVersion } from '../../model/process.ts';
import type { Demands } from '../../model/requirement.ts';
import { list } from '../field/collection.ts';
import { optional, required, type Extensions } from '../field/object.ts';
import { requirements, hints } from '../requirement/requirement.ts';
import { doc, oneOf, text } from '../field/scalar.ts';

/** What a process is called and where it came from, settled before its fields are read. */
export interface Identity {
  readonly id: string;
  readonly cwlVersion: CwlVersion;
  readonly document: string;
  readonly schemas: readonly string[];
}

/** Fields that all processes share. */
export function processFields<Class extends string>(name: Class) {
  return {
    class: required(oneOf(name)),
    id: optional(text),
    cwlVersion: optional(text),
    label: optional(text),
    doc: optional(doc),
    intent: optional(list(text), { since: 'v1.2' }),
    requirements: optional(requirements),
    hints: optional(hints),
  };
}

interface Common extends Partial<Demands> {
  readonly label?: string;
  readonly doc?: string;
  readonly intent?: readonly string[];
  readonly extensions?: Extensions;
}

/** The part of the model that all processes share. */
export function common(read: Common, identity: Identity): Identity & Omit<Common, keyof Demands> & Demands {
  const { label, doc, intent, extensions } = read;
  return {
    ...identity,
    ...(label !== undefined && { label }),
    ...(doc !== undefined && { doc }),
    ...(intent !== undefined && { intent }),
    ...(extensions !== undefined && { extensions }),
    requirements: read.requirements ?? [],
    hints: read.hints ?? [],
  };
}

import type { Diagnostic } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import { describe, type Raw } from '../language/document/text/raw.ts';
import type { Misfit } from '../base/json-schema.ts';
import { fault } from './fault.ts';
import { childOf, find, type Found } from './place.ts';

/** What does not fit, in words and with places. `pointer` leads to the part of the file that was checked. */
export function faultsOf(misfits: readonly Misfit[], root: Raw, pointer = ''): readonly Diagnostic[] {
  const explained = new Set<string>();
  const faults = misfits.flatMap((misfit): (Diagnostic & { readonly missing?: string })[] => {
    const at = find(root, pointer + misfit.instancePath);
    const [message, place = at] = inWords(misfit, at) ?? [];
    if (message === undefined) return [];
    const meant = /; did you mean "(.*)"\?$/.exec(message)?.[1];
    if (meant !== undefined && misfit.keyword === 'additionalProperties') explained.add(`${at.name} ${meant}`);
    const more = misfit.keyword === 'required' ? { missing: `${at.name} ${String(misfit.params['missingProperty'])}` } : {};
    return [{ ...fault(message, place.span), ...more }];
  });
  // A field is missing because it is there under a misspelt name.
  return faults.filter(({ missing }) => missing === undefined || !explained.has(missing)).map(({ missing, ...fault }) => fault);
}

/** The message, and the place when it is not that of the value; nothing for what only follows from another misfit. */
function inWords({ keyword, params, parentSchema, propertyName, schema }: Misfit, at: Found): [string, Found?] | undefined {
  const owner = at.name === '' ? 'the file' : at.name;
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
      return [`${owner} has no field "${name}"${didYouMean(name, known)}`, childOf(at, name)];
    }
    case 'required':
      return [`${owner} needs the field "${String(params['missingProperty'])}"`];
    case 'false schema':
      return [`${owner} cannot stand in the binding of a port`];
    case 'propertyNames': {
      const name = String(params['propertyName']);
      return [
        `"${name}" is no name: a name has letters, digits, ".", "_" and "-" and begins with a small letter`,
        childOf(at, name),
      ];
    }
    case 'enum': {
      const words = schema as readonly string[];
      const near = typeof at.value === 'string' ? didYouMean(at.value, words) : '';
      return [`${owner}: expected ${words.join(' or ')}, found ${describe(at.value)}${near}`];
    }
    case 'type':
      return [`${owner}: expected ${[params['type']].flat().map(kindOf).join(' or ')}, found ${describe(at.value)}`];
    case 'minimum':
      return [`${owner}: expected ${String(params['limit'])} or more, found ${describe(at.value)}`];
    case 'minItems':
      return [`${owner} needs one item at least`];
    default:
      return keyword === 'if' || propertyName !== undefined ? undefined : [`${owner} does not fit: ${keyword}`];
  }
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'nothing',
  number: 'a number',
  object: 'a mapping',
  string: 'a text',
};

function kindOf(type: unknown): string {
  return kinds[String(type)] ?? String(type);
}

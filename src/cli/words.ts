import { CrateRunError } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import { aliases, asAlways, options, refused, verbAliases, type Option, type OptionName } from './option-table.ts';
import { verbNames, type VerbName } from './verb.ts';

/** The words of a command line, sorted. */
export interface Words {
  readonly verb: VerbName;
  /** Values of the options that were given; those of a switch are empty. */
  readonly given: ReadonlyMap<OptionName, readonly string[]>;
  readonly document?: string;
  /** What follows the document and is no option of crate-run: job files, and flags named after inputs. */
  readonly rest: readonly string[];
}

/** What a flag is to the document: an input with a value, an input that is a switch, or nothing. */
export type FlagKind = (flag: string) => 'value' | 'switch' | undefined;

/**
 * Sorts the words. Before the document only options of crate-run are allowed; after it `kindOf` says which flags are
 * inputs, and other flags are left in `rest`. Throws USAGE_ARGUMENT.
 */
export function sortWords(words: readonly string[], kindOf: FlagKind = () => undefined): Words {
  const given = new Map<OptionName, string[]>();
  const rest: string[] = [];
  let verb: VerbName | undefined;
  let document: string | undefined;
  const queue = [...words];

  function takeOption(option: Option, flag: string, attached: string | undefined): void {
    if (option.value === undefined) {
      if (attached !== undefined) throw usage(`${flag} takes no value`);
      given.set(option.name, []);
      return;
    }
    const value = attached ?? queue.shift();
    if (value === undefined) throw usage(`${flag} needs a value: ${option.value}`);
    given.set(option.name, [...(given.get(option.name) ?? []), value]);
  }

  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (!/^-./.test(word) || /^-[\d.]/.test(word)) {
      if (verb === undefined && document === undefined && isVerb(word)) verb = word;
      else if (document === undefined) document = word;
      else rest.push(word);
      continue;
    }
    const { flag, attached } = splitFlag(word);
    const kind = document === undefined ? undefined : kindOf(flag);
    if (kind !== undefined) {
      rest.push(word);
      if (kind === 'value' && attached === undefined) rest.push(...queue.splice(0, 1));
      continue;
    }
    const meant = aliases[flag];
    const option = options.find(({ name, short }) => name === flag || short === flag);
    if (meant) queue.unshift(...meant);
    else if (option) takeOption(option, flag, attached);
    else if (Object.hasOwn(verbAliases, flag)) verb = verbAliases[flag];
    else if (asAlways.includes(flag)) continue;
    else if (document === undefined || refused[flag] !== undefined) throw unknownOption(flag);
    else rest.push(word);
  }
  const asked = verb ?? 'run';
  const idle = options.find(({ name, verbs = ['run'] }) => given.has(name) && !verbs.includes(asked));
  if (idle && asked !== 'graph') throw usage(`${idle.name} means nothing to ${asked}`);
  return { verb: asked, given, rest, ...(document === undefined ? {} : { document }) };
}

/** The error for a flag that is neither an option nor one of the `inputs` of a document. */
export function unknownOption(flag: string, inputs: readonly string[] = []): CrateRunError {
  const instead = refused[flag];
  if (instead !== undefined) return usage(`crate-run has no ${flag}: ${instead}`);
  const names = inputs.map((name) => `--${name}`);
  const like = didYouMean(flag, [...names, ...options.map(({ name }) => name), ...asAlways]);
  const known = names.length > 0 ? `; the inputs are ${names.join(' ')}` : '';
  return usage(`unknown option ${flag}${like === '' ? known : like}`);
}

function isVerb(word: string): word is VerbName {
  return (verbNames as readonly string[]).includes(word);
}

/** `--name=value` and `-nvalue` in their parts. */
function splitFlag(word: string): { readonly flag: string; readonly attached?: string | undefined } {
  const [, long, short, value] = /^(?:(--[^=]+)|(-[^-]))(?:=?(.*))$/s.exec(word) ?? [];
  if (long !== undefined) return word.includes('=') ? { flag: long, attached: word.slice(long.length + 1) } : { flag: long };
  if (short !== undefined) return value === '' ? { flag: short } : { flag: short, attached: value };
  return { flag: word };
}

function usage(message: string): CrateRunError {
  return new CrateRunError('USAGE_ARGUMENT', message);
}

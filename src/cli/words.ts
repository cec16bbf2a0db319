import type { Options } from './option-table.ts';
import { newProgram, parse, verbMeant, type Program } from './program.ts';
import { unknownOption, usage } from './usage.ts';
import { isVerb, verbs, type VerbName } from './verb.ts';

/** A command line in parts. */
export interface Line {
  readonly verb: VerbName;
  readonly options: Options;
  readonly document?: string;
  /** What follows the document and is no option of crate-run: job files, and flags named after inputs. */
  readonly rest: readonly string[];
}

/** What a flag is to the document: an input with a value, an input that is a switch, or nothing. */
export type FlagKind = (flag: string) => 'value' | 'switch' | undefined;

/**
 * Reads a command line. Before the document only options of crate-run are allowed; after it `kindOf` says which flags are
 * inputs, and when a document is run, flags that nobody knows are left in `rest`. Throws USAGE_ARGUMENT.
 */
export function readLine(words: readonly string[], kindOf: FlagKind = () => undefined): Line {
  const program = newProgram();
  const line = verbFirst(program, words);
  const [verb] = line;
  const command = parse(program, line);
  const [document, ...after] = command.args;
  if (document !== undefined && isFlag(document)) throw unknownOption(document, verb);

  // Now that the document is found, options may also stand after it.
  const { inputs, others } = apart(after, kindOf);
  parse(program, [...line.slice(0, line.length - after.length), ...others], { stopAtDocument: false });
  const meant = verbMeant(command);
  if (meant !== undefined && meant !== verb) return readLine([meant, ...line.slice(1)], kindOf);
  const rest = command.args.slice(1);
  const unknown = verb === 'run' ? undefined : rest.find(isFlag);
  if (unknown !== undefined) throw unknownOption(unknown, verb);
  if (rest.length > 0 && !verbs[verb].jobs) throw usage(`${verb} takes one document, found also ${rest.join(' ')}`);
  return { verb, options: command.opts(), rest: [...rest, ...inputs], ...(document === undefined ? {} : { document }) };
}

/** The words with the verb in front, where it may be missing, stand after options, or be spelled as one. */
function verbFirst(program: Program, words: readonly string[]): readonly [VerbName, ...string[]] {
  const [first, ...others] = words;
  if (isVerb(first)) return [first, ...others];
  const command = parse(program, words);
  const meant = verbMeant(command);
  if (meant !== undefined) return [meant, ...words];
  const [word, ...after] = command.args;
  return isVerb(word) ? [word, ...words.slice(0, words.length - command.args.length), ...after] : ['run', ...words];
}

/** Flags that are inputs, with their values, apart from the other words. */
function apart(
  words: readonly string[],
  kindOf: FlagKind,
): { readonly inputs: readonly string[]; readonly others: readonly string[] } {
  const inputs: string[] = [];
  const others: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [flag = '', attached] = (words[at] ?? '').split('=');
    const kind = kindOf(flag);
    const count = kind === 'value' && attached === undefined ? 2 : 1;
    (kind === undefined ? others : inputs).push(...words.slice(at, at + count));
    at += count - 1;
  }
  return { inputs, others };
}

/** A negative number is a value. */
function isFlag(word: string): boolean {
  return /^-[^\d.]/.test(word);
}

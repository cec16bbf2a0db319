import { CrateRunError } from '../base/error.ts';
import { didYouMean } from '../base/suggest.ts';
import { aliases, asAlways, options, refused } from './option-table.ts';
import type { VerbName } from './verb.ts';

const spellings: readonly string[] = [...Object.keys(aliases), ...asAlways];

/** A command line that says nothing that could be done. */
export function usage(message: string): CrateRunError {
  return new CrateRunError('USAGE_ARGUMENT', message);
}

/** The error for a flag that is neither an option of the verb nor one of the `inputs` of a document. */
export function unknownOption(word: string, verb: VerbName = 'run', inputs: readonly string[] = []): CrateRunError {
  const [flag = word] = word.split('=');
  const instead = refused[flag];
  if (instead !== undefined) return usage(`crate-run has no ${flag}: ${instead}`);
  const option = options.find(({ name }) => name === flag);
  if (option ?? spellings.includes(flag)) {
    return usage(`${flag} ${word !== flag && option?.value === undefined ? 'takes no value' : `means nothing to ${verb}`}`);
  }
  const names = inputs.map((name) => `--${name}`);
  const like = didYouMean(flag, [...names, ...options.map(({ name }) => name), ...spellings]);
  const known = names.length > 0 ? `; the inputs are ${names.join(' ')}` : '';
  return usage(`unknown option ${flag}${like === '' ? known : like}`);
}

/** What commander says of a command line, said as crate-run says things. */
export function rephrased(message: string): CrateRunError {
  const text = message.replace(/^error: /, '').replaceAll(/option '(?:-\w, )?(--[^ ']+)( <\w+>)?'/g, '$1$2');
  const [, bare, word = '', reason = ''] = /^(--\S+) <\w+> argument '(.*)' is invalid\. (.*)$/s.exec(text) ?? [];
  if (bare === undefined)
    return usage(text.replace(/ <(\w+)> argument missing$/, ' needs a value: $1').replaceAll(/ <\w+>/g, ''));
  const [, choices] = /^Allowed choices are (.*)\.$/.exec(reason) ?? [];
  if (choices === undefined) return usage(`${bare} ${reason}, found ${word}`);
  return usage(`${bare} is one of ${choices}, found ${word}${didYouMean(word, choices.split(', '))}`);
}

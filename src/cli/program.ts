import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { aliases, asAlways, themes, type Option as Entry } from './option-table.ts';
import { rephrased } from './usage.ts';
import { verbNames, verbs, type VerbName } from './verb.ts';

/** The commands of crate-run, of which the one for the verb reads the words. */
export type Program = Command;

/** The program: a command for each verb, each with the options that the table gives it; without a verb it is to run. */
export function newProgram(): Program {
  const program = new Command('crate-run').helpCommand(false).helpOption(false).enablePositionalOptions();
  for (const verb of verbNames) program.addCommand(newCommand(verb), { isDefault: verb === 'run' });
  return program;
}

/** The command of one verb. What it may not be given is found by who reads its words, who knows the inputs of the document. */
export function newCommand(verb: VerbName): Command {
  const command = new Command(verb).description(verbs[verb].about).allowUnknownOption().allowExcessArguments().helpOption(false);
  for (const [theme, entries] of Object.entries<readonly Entry[]>(themes)) {
    const its = entries.filter(({ verbs = ['run'] }) => verbs.includes(verb));
    for (const entry of its) command.addOption(optionOf(entry, verb).helpGroup(`${theme}:`));
  }
  for (const option of [...spellings(command, verb), ...asAlways.map((flag) => new Option(flag))])
    command.addOption(option.hideHelp());
  return command.exitOverride().configureOutput({ writeErr: () => undefined });
}

/**
 * Has the program read words, of which the first may be a verb; gives the command that they named. What follows the
 * document is left as it is in `args` unless it is asked for. Throws USAGE_ARGUMENT.
 */
export function parse(program: Program, words: readonly string[], { stopAtDocument = true } = {}): Command {
  let asked = program;
  for (const command of program.commands) command.passThroughOptions(stopAtDocument).action(() => void (asked = command));
  try {
    program.parse(words, { from: 'user' });
    return asked;
  } catch (thrown) {
    throw thrown instanceof CommanderError ? rephrased(thrown.message) : thrown;
  }
}

/** The verb that an option given to a command names. */
export function verbMeant(command: Command): VerbName | undefined {
  const named = Object.entries(aliases).filter(([flag]) => command.getOptionValue(new Option(flag).attributeName()) === true);
  return named.find(([, { verb }]) => verb !== undefined)?.[1].verb;
}

function optionOf({ name, short, choices, number, many, env, conflicts = [], ...entry }: Entry, verb: VerbName): Option {
  const [value, help] = verbs[verb].instead?.[name] ?? [entry.value, entry.help];
  const option = new Option(`${short ? `${short}, ` : ''}${name}${value ? ` <${value}>` : ''}`, help);
  if (choices) option.choices(choices);
  if (number) option.argParser(numbers[number]);
  if (many) option.argParser(collect(option.parseArg));
  if (entry.default !== undefined) option.default(entry.default);
  if (env !== undefined) option.env(env);
  return option.conflicts(conflicts.map((other) => new Option(other).attributeName()));
}

/** The other spellings that a verb takes; to run takes those that name another verb too. */
function spellings(command: Command, verb: VerbName): Option[] {
  const known = command.options.map((option) => option.attributeName());
  const its = Object.entries(aliases).filter(([, alias]) =>
    alias.verb ? ['run', alias.verb].includes(verb) : Object.keys(alias.means ?? {}).every((key) => known.includes(key)),
  );
  return its.map(([flag, { means = {} }]) => new Option(flag).implies(means));
}

const numbers = {
  seconds: (word: string) => numberOf(word, 'needs a number of seconds above 0', (value) => value > 0 && value < Infinity),
  whole: (word: string) => numberOf(word, 'needs a whole number', (value) => Number.isSafeInteger(value) && value >= 0),
};

function numberOf(word: string, need: string, fits: (value: number) => boolean): number {
  const value = word.trim() === '' ? NaN : Number(word);
  if (!fits(value)) throw new InvalidArgumentError(need);
  return value;
}

/** Lets an option be given again: every word is read as the option reads one, and kept. */
function collect(read: Option['parseArg']) {
  return (word: string, previous: readonly unknown[] = []) => [...previous, read ? read<unknown>(word, undefined) : word];
}

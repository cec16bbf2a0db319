import { asAlways, themes, type Option } from './option-table.ts';
import { verbNames, verbs, type VerbName } from './verb.ts';

/** The help of a verb: what it does, its options by theme, examples. */
export function verbHelp(name: Exclude<VerbName, 'graph'>): string {
  const { usage, about, examples, notes } = verbs[name];
  const others = name === 'run' ? `Verbs: ${verbNames.join(', ')}; see \`crate-run VERB --help\`.\n` : '';
  return [
    `Usage: ${usage}\n\n${about}\n${others}`,
    optionsHelp(name),
    `Examples:\n${rows(examples)}`,
    `${notes}\n${name === 'run' ? `\nAccepted, because they say what happens anyway:\n${wrapped(asAlways)}\n` : ''}`,
  ].join('\n');
}

/** The options that a verb takes, by theme. */
export function optionsHelp(name: VerbName): string {
  return Object.entries<readonly Option[]>(themes)
    .map(([theme, options]) => [theme, options.filter(({ verbs: of = ['run'] }) => of.includes(name))] as const)
    .filter(([, options]) => options.length > 0)
    .map(([theme, options]) => `${theme}:\n${rows(options.map((option) => row(option, name)))}`)
    .join('\n');
}

function row({ name, short, value, help }: Option, verb: VerbName): readonly [string, string] {
  const [its, does] = (verb === 'graph' ? undefined : verbs[verb].instead?.[name]) ?? [value, help];
  return [`${short ? `${short}, ` : '    '}${name}${its === undefined ? '' : ` ${its}`}`, does];
}

function rows(pairs: readonly (readonly [string, string])[]): string {
  const width = Math.min(52, Math.max(...pairs.map(([left]) => left.length)));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}

/** Words in lines of at most 100 characters, indented. */
function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line.length + word.length > 96) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  return [...lines, line].map((text) => ` ${text}`).join('\n');
}

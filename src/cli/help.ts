import { asAlways } from './option-table.ts';
import { newCommand } from './program.ts';
import { verbNames, verbs, type VerbName } from './verb.ts';

/** A title, and what stands left and right below it. */
export type List = readonly [title: string, rows: readonly (readonly [string, string])[]];

/** What a help is about, and what it tells before the options and after them. */
export interface HelpParts {
  readonly usage: string;
  readonly about: string;
  readonly before?: readonly List[];
  readonly after?: readonly List[];
  readonly notes?: readonly string[];
}

/** The help of a verb: what it does, its options by theme, examples, and what else one should know. */
export function verbHelp(verb: VerbName): string {
  const { examples, notes, ...parts } = verbs[verb];
  if (verb !== 'run') return helpText(verb, { ...parts, after: [['Examples:', examples]], notes });
  const others: List = ['Verbs:', verbNames.map((name) => [name, verbs[name].summary])];
  const idle = `\nAccepted, because they say what happens anyway: ${asAlways.join(' ')}`;
  return helpText(verb, { ...parts, before: [others], after: [['Examples:', examples]], notes: [...notes, idle] });
}

/** A help with the options of a verb, as wide as the terminal is. */
export function helpText(verb: VerbName, { usage, about, before = [], after = [], notes = [] }: HelpParts): string {
  const command = newCommand(verb);
  const layout = command.createHelp();
  const width = Math.min(130, Math.max(60, process.stdout.columns || 120));
  layout.prepareContext({ helpWidth: width });

  /** What is too long for the left column has a line of its own. */
  const item = (left: string, column: number, right: string) =>
    left.length <= column || right === ''
      ? layout.formatItem(left, column, right, layout)
      : `${layout.formatItem(left, column, '', layout)}\n${layout.formatItem('', column, right, layout)}`;
  const list = ([title, rows]: List) => {
    const column = Math.min(46, Math.max(...rows.map(([left]) => left.length)));
    return [title, ...rows.map(([left, right]) => item(left, column, right)), ''].join('\n');
  };

  let text = '';
  command
    .description([about, ...before.map((part) => list(part).trimEnd())].join('\n\n'))
    .configureHelp({
      commandUsage: () => usage,
      optionTerm: ({ short, flags }) => `${short === undefined ? '    ' : ''}${flags.replace(/[<>]/g, '')}`,
      padWidth: (of, helper) => Math.min(34, layout.padWidth.call(helper, of, helper)),
      formatItem: item,
    })
    .configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => width })
    .addHelpText('after', () => ['', ...after.map(list), ...notes.map((note) => layout.boxWrap(note, width))].join('\n'))
    .outputHelp();
  return text;
}

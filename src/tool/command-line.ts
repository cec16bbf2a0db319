import { quote } from '../base/shell.ts';
import { CrateRunError } from '../base/error.ts';
import { spanOf } from '../base/span.ts';
import type { CommandLineBinding } from '../language/model/binding.ts';
import type { CommandLineTool } from '../language/model/process.ts';
import { inForce, type Demands } from '../language/model/requirement.ts';
import { isDirectory, isFile, type CwlValue } from '../language/model/value.ts';
import { bindingsOf, compareKeys, positionOf, type Bound } from './bindings.ts';
import { evaluate, type Context } from './context.ts';
import { wordOf } from './text.ts';

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * The command of a job: baseCommand, then the words of all bindings in the order of their sort keys (CWL v1.2
 * CommandLineTool §4.1). With ShellCommandRequirement it is one command for /bin/sh. `context.inputs` are staged.
 */
export function commandLine(tool: CommandLineTool, demands: Demands, context: Context): readonly string[] {
  const bound: Bound[] = tool.arguments.map((binding, index) => {
    return { key: [positionOf(binding, null, context), index], binding, value: null };
  });
  for (const { type, inputBinding, name } of tool.inputs) {
    bound.push(...bindingsOf(type, inputBinding, context.inputs[name] ?? null, [], [name], context));
  }
  bound.sort((a, b) => compareKeys(a.key, b.key));
  const words: Word[] = tool.baseCommand.map((text) => ({ text, quoted: true }));
  for (const { binding, value } of bound) {
    const quoted = binding.shellQuote ?? true;
    for (const text of wordsOf(binding, value, context)) words.push({ text, quoted });
  }
  if (inForce(demands, 'ShellCommandRequirement')) {
    return ['/bin/sh', '-c', words.map(({ text, quoted }) => (quoted ? quote(text) : text)).join(' ')];
  }
  if (words.length === 0) throw new CrateRunError('TOOL_INVALID', 'the tool has no command', { span: spanOf(tool) });
  return words.map(({ text }) => text);
}

/** The words that one binding adds (CWL v1.2 CommandLineBinding). */
function wordsOf(binding: CommandLineBinding, given: CwlValue, context: Context): string[] {
  const { prefix, itemSeparator } = binding;
  const computed = binding.valueFrom !== undefined;
  const value = computed ? evaluate(context, binding.valueFrom, given, spanOf(binding, 'valueFrom')) : given;
  const before = prefix === undefined ? [] : [prefix];
  if (value === null || value === false) return [];
  if (value === true) return before;
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (itemSeparator !== undefined) return join(binding, value.map(wordOf).join(itemSeparator));
    return computed ? [...before, ...value.map(wordOf)] : before; // Otherwise each item has a binding of its own.
  }
  // The fields of a record have bindings of their own.
  if (typeof value === 'object' && !isFile(value) && !isDirectory(value)) return before;
  return join(binding, wordOf(value));
}

function join({ prefix, separate = true }: CommandLineBinding, word: string): string[] {
  if (prefix === undefined) return [word];
  return separate ? [prefix, word] : [prefix + word];
}

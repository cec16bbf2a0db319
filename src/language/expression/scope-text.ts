import { writeJson } from '../../base/json.ts';
import type { CwlObject, CwlValue } from '../model/value.ts';
import type { ScopeText } from './world.ts';

/** The values that expressions and parameter references may read (CWL v1.2 §Parameter references). */
export interface Scope {
  readonly inputs: CwlObject;
  readonly self: CwlValue;
  /** Absent where CWL gives no `runtime`, as in steps; JavaScript then sees an empty object. */
  readonly runtime?: Readonly<Record<string, CwlValue>>;
}

/**
 * Writes scopes as JSON text for JavaScript. A value is written once however many expressions read it, and what `source`
 * cannot read is left out, so that a small expression beside a large input stays cheap. `seesEverything`: there is an
 * expressionLib, whose functions read the scope where `source` does not show it.
 */
export function createScopeWriter(seesEverything: boolean): (source: string, scope: Scope) => ScopeText {
  const texts = new WeakMap<object, string>();
  const write = (value: CwlValue): string => {
    if (typeof value !== 'object' || value === null) return writeJson(value);
    const text = texts.get(value) ?? writeJson(value);
    texts.set(value, text);
    return text;
  };
  return (source, { inputs, self, runtime = {} }) => {
    const isPlain = !seesEverything && !reachesOut.test(source);
    const names = (isPlain ? inputsNamed(source) : undefined) ?? Object.keys(inputs);
    const members = names
      .filter((name) => Object.hasOwn(inputs, name))
      .map((name) => `${JSON.stringify(name)}:${write(inputs[name]!)}`);
    return {
      inputs: `{${members.join(',')}}`,
      self: isPlain && !/\bself\b/.test(source) ? 'null' : write(self),
      runtime: isPlain && !/\bruntime\b/.test(source) ? '{}' : write(runtime),
    };
  };
}

/** Ways to a global variable that do not spell its name. */
const reachesOut = /\\u|\b(?:eval|Function|globalThis|constructor|this)\b/;

/** The inputs that the code can read, or undefined when that cannot be told from its text. */
function inputsNamed(source: string): readonly string[] | undefined {
  const named = [...source.matchAll(/\binputs\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*(?:"([\w .-]*)"|'([\w .-]*)')\s*\])/g)];
  if (named.length !== (source.match(/\binputs\b/g)?.length ?? 0)) return undefined;
  return [...new Set(named.map(([, symbol, double, single]) => (symbol ?? double ?? single)!))];
}

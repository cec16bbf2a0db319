import { CrateRunError } from '../base/error.ts';
import { isDirectory, isFile, isObject, type CwlValue } from '../language/model/value.ts';

/** A secret as it must not be read, and what stands for it. */
export interface Secret {
  readonly text: string;
  readonly placeholder: string;
}

/**
 * The secrets of one run (cwltool:Secrets). Everywhere but in what a job is given, a placeholder stands for the value,
 * so that nothing that writes down what happens can tell it.
 */
export interface Secrets {
  /** What to look for in texts, the longest first. */
  readonly all: readonly Secret[];
  /** The value with a placeholder for each text in it. Throws CWL_INPUT for what cannot be hidden. */
  hide(value: CwlValue): CwlValue;
  /** The text with each placeholder replaced by what it stands for. */
  reveal(text: string): string;
  /** The text with each secret in it replaced by its placeholder. */
  conceal(text: string): string;
}

/** Shorter texts are in everything, so that looking for them would tell nothing and spoil all. */
const shortest = 4;

/** No secrets so far; `newId` gives a UUID that was not given before. */
export function createSecrets(newId: () => string): Secrets {
  const placeholders = new Map<string, string>();
  const texts = new Map<string, string>();
  let all: readonly Secret[] = [];
  let pattern: RegExp | undefined;
  const found = (text: string) => all.find((secret) => secret.text === text)?.placeholder ?? text;

  function hideText(text: string): string {
    const known = placeholders.get(text);
    if (known !== undefined || text === '' || texts.has(text)) return known ?? text;
    const placeholder = `(secret-${newId()})`;
    placeholders.set(text, placeholder);
    texts.set(placeholder, text);
    const forms = spellings(text).map((form) => ({ text: form, placeholder }));
    all = [...all, ...forms].toSorted((a, b) => b.text.length - a.text.length);
    // Placeholders are matched too, so that nothing is looked for inside them.
    pattern = new RegExp([placeholderPattern.source, ...all.map((secret) => literally(secret.text))].join('|'), 'g');
    return placeholder;
  }

  function hide(value: CwlValue): CwlValue {
    if (value === null) return value;
    if (typeof value === 'string') return hideText(value);
    if (Array.isArray(value)) return value.map(hide);
    const isPlain = isObject(value) && !isFile(value) && !isDirectory(value);
    if (isPlain) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hide(member)]));
    throw new CrateRunError('CWL_INPUT', 'only text can be kept secret; give a secret file as text and stage it from there');
  }

  return {
    get all() {
      return all;
    },
    hide,
    reveal: (text) => text.replace(placeholderPattern, (placeholder) => texts.get(placeholder) ?? placeholder),
    conceal: (text) => (pattern ? text.replace(pattern, found) : text),
  };
}

const placeholderPattern = /\(secret-[0-9a-f-]{36}\)/g;

/** A regular expression for exactly this text. */
function literally(text: string): string {
  return text.replace(/[^\w\s]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** How a secret may be written: as it is, without white space around it, inside JSON, inside a URL. */
function spellings(text: string): readonly string[] {
  const forms = [text, text.trim(), JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
  return [...new Set(forms)].filter((form) => form.length >= shortest);
}

/**
 * The value with each secret in it replaced by its placeholder, but for the places of Files and Directories: a name that
 * tells a secret is refused with TOOL_OUTPUT.
 */
export function concealValue(secrets: Secrets, value: CwlValue): CwlValue {
  if (secrets.all.length === 0) return value;
  if (typeof value === 'string') return secrets.conceal(value);
  if (Array.isArray(value)) return value.map((item: CwlValue) => concealValue(secrets, item));
  if (!isObject(value)) return value;
  const isPlace = isFile(value) || isDirectory(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (!isPlace || !placeFields.has(name) || typeof member !== 'string') return [name, concealValue(secrets, member)];
      if (secrets.conceal(member) === member) return [name, member];
      throw new CrateRunError('TOOL_OUTPUT', `the name of an output ${value['class'] as string} tells a secret of the run`);
    }),
  );
}

const placeFields = new Set(['location', 'path', 'basename', 'dirname', 'nameroot', 'nameext']);

/**
 * The end of a text, concealed: it may begin amid a secret. Anything at its start that ends a secret is taken away.
 */
export function concealTail(secrets: Secrets, tail: string): string {
  for (const { text, placeholder } of secrets.all) {
    for (let cut = 1; cut <= text.length - shortest; cut++) {
      if (tail.startsWith(text.slice(cut))) return secrets.conceal(placeholder + tail.slice(text.length - cut));
    }
  }
  return secrets.conceal(tail);
}

import type { Compared, Comparison } from './comparison.ts';
import { describe } from './describe.ts';
import { verdictOf } from './level.ts';

/** A comparison as JUnit XML, one test case for each file: failed below the required level, skipped when nobody can tell. */
export function junit({ a, b, files, required }: Comparison): string {
  const outcome = ({ level }: Compared) => verdictOf([level], required);
  const count = (verdict: string) => files.filter((file) => outcome(file) === verdict).length;
  const cases = files.map((file) => {
    const text = `${file.level}: ${describe(file)}`;
    const verdict = outcome(file);
    const inner =
      verdict === 'below'
        ? element('failure', { message: text })
        : verdict === 'open'
          ? element('skipped', { message: text })
          : element('system-out', {}, text);
    return element('testcase', { classname: 'crate-run.compare', name: file.path }, inner, true);
  });
  const counts = { tests: String(files.length), failures: String(count('below')), skipped: String(count('open')) };
  const suite = element('testsuite', { name: `compare ${a} with ${b}`, ...counts }, `\n${cases.join('\n')}\n`, true);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', {}, suite, true)}\n`;
}

function element(name: string, attributes: Readonly<Record<string, string>>, content = '', isMarkup = false): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}>${isMarkup ? content : escaped(content)}</${name}>`;
}

/** Without characters that XML 1.0 does not allow at all. */
function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\n': '&#10;' };
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/[<>&"\n]/g, (sign) => signs[sign] ?? sign);
}

import type { Check, Finding } from '../profile/check.ts';
import { grouped } from '../profile/group.ts';
import type { Verdict } from '../profile/validate.ts';

/** A verdict as JUnit XML: a suite for each profile, a case for each check. Only what is required counts as failure. */
export function verdictAsJunit(crate: string, { checks, untested, findings }: Verdict): string {
  const found = grouped(findings, ({ check }) => check.id);
  const suites = [...grouped([...checks, ...untested], ({ profile }) => profile)].map(([profile, its]) => {
    const failures = its.filter(({ id, level }) => level === 'required' && found.has(id)).length;
    const skipped = its.filter((check) => untested.includes(check)).length;
    const head = `<testsuite name="${xml(profile)}" tests="${its.length}" failures="${failures}" errors="0" skipped="${skipped}">`;
    return [head, ...its.map((check) => caseOf(check, found.get(check.id) ?? [], untested.includes(check))), '</testsuite>'].join(
      '\n',
    );
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(crate)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

function caseOf(check: Check, findings: readonly Finding[], isUntested: boolean): string {
  const head = `<testcase classname="${xml(check.profile)}.${check.level}" name="${xml(`${check.id} ${check.message}`)}"`;
  if (isUntested) return `${head}><skipped message="not tested"/></testcase>`;
  if (findings.length === 0) return `${head}/>`;
  const told = findings.map(({ entity = '', detail = '' }) => `${entity} ${detail}`.trim());
  const text = xml([...told, check.mend, check.source].join('\n'));
  return check.level === 'required'
    ? `${head}><failure message="${xml(check.message)}">${text}</failure></testcase>`
    : `${head}><system-out>${text}</system-out></testcase>`;
}

/** Text as XML has it, without the characters that XML cannot have. */
function xml(text: string): string {
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\u{fffd}');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

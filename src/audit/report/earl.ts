import type { Check, Finding } from '../profile/check.ts';
import { grouped } from '../profile/group.ts';
import type { Verdict } from '../profile/validate.ts';

/** Who says so. */
export interface Assertor {
  readonly name: string;
  readonly version: string;
  readonly url: string;
}

const context = {
  earl: 'http://www.w3.org/ns/earl#',
  dct: 'http://purl.org/dc/terms/',
  check: 'https://w3id.org/ro/terms/crate-run/check#',
};

/** A verdict in the Evaluation and Report Language of the W3C, as JSON-LD: an assertion for each check, met or not. `crate` is a URI. */
export function verdictAsEarl(crate: string, { checks, untested, findings }: Verdict, assertor: Assertor): string {
  const found = grouped(findings, ({ check }) => check.id);
  const assertion = (check: Check, outcome: string) => ({
    '@type': 'earl:Assertion',
    'earl:assertedBy': { '@id': assertor.url },
    'earl:subject': { '@id': crate },
    'earl:mode': { '@id': 'earl:automatic' },
    'earl:test': { '@id': `check:${check.id}` },
    'earl:result': resultOf(outcome, found.get(check.id) ?? []),
  });
  const graph = [
    {
      '@id': assertor.url,
      '@type': ['earl:Assertor', 'earl:Software'],
      'dct:title': assertor.name,
      'dct:hasVersion': assertor.version,
    },
    { '@id': crate, '@type': 'earl:TestSubject' },
    ...[...checks, ...untested].map(testOf),
    ...checks.map((check) => assertion(check, found.has(check.id) ? 'earl:failed' : 'earl:passed')),
    ...untested.map((check) => assertion(check, 'earl:untested')),
  ];
  return `${JSON.stringify({ '@context': context, '@graph': graph }, null, 1)}\n`;
}

function testOf({ id, message, mend, source, level, profile }: Check) {
  return {
    '@id': `check:${id}`,
    '@type': 'earl:TestRequirement',
    'dct:title': message,
    'dct:description': mend,
    'dct:source': { '@id': source },
    'dct:subject': level.toUpperCase(),
    'dct:isPartOf': profile,
  };
}

function resultOf(outcome: string, findings: readonly Finding[]) {
  const told = findings.map(({ entity = '', detail = '' }) => `${entity} ${detail}`.trim()).filter((text) => text !== '');
  return {
    '@type': 'earl:TestResult',
    'earl:outcome': { '@id': outcome },
    ...(told.length === 0 ? {} : { 'earl:info': told }),
  };
}

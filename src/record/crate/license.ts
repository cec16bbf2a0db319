import type { Draft } from './draft.ts';
import { declaredText } from './declared.ts';
import { describe, type Reference } from './graph.ts';

/** The licence that the document declares: the workflow itself, or the tool that it was put around. */
export function declaredLicense(draft: Draft): string | undefined {
  const [first] = draft.workflow.steps;
  const inner = draft.ledger.document.wrapped ? first?.run.extensions : undefined;
  return declaredText(draft.workflow.extensions, 'license') ?? declaredText(inner, 'license');
}

/**
 * The licence of the crate, which RO-Crate demands: the one given for the run, else the one the document declares.
 * When there is neither, saying just that is the only true answer, and a valid one.
 */
export function describeLicense(draft: Draft): Reference {
  const license = draft.ledger.run.license ?? declaredLicense(draft);
  return license === undefined ? describeNone(draft) : describeNamed(draft, license);
}

/** Describes a licence known by its URL, its SPDX id, or other words. */
export function describeNamed(draft: Draft, license: string): Reference {
  if (/^https?:\/\/\S+$/.test(license)) {
    const name = license.replace(/\/+$/, '').replace(/^.*\//, '');
    return describe(draft.graph, { '@id': license, '@type': 'CreativeWork', name, url: license });
  }
  const url = /^[A-Za-z0-9.+-]+$/.test(license) ? `https://spdx.org/licenses/${license}` : undefined;
  return describe(draft.graph, { '@id': url ?? '#license', '@type': 'CreativeWork', name: license, identifier: license, url });
}

function describeNone(draft: Draft): Reference {
  return describe(draft.graph, {
    '@id': '#no-license',
    '@type': 'CreativeWork',
    name: 'No licence given',
    identifier: 'NOASSERTION',
    description:
      'Nobody stated a licence for this crate, neither for the run nor in the workflow. ' +
      'Reuse needs the permission of those who hold the rights in its contents.',
  });
}

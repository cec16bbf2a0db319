import { spanOf, type Span } from '../base/span.ts';
import { isRawMap, type Raw } from '../language/document/text/raw.ts';

/** A value somewhere in the file. */
export interface Found {
  readonly value: Raw;
  /** Where its name stands, or the item itself. */
  readonly span: Span | undefined;
  /** How messages call it: `deployments.h1.config.nodes[0]`. */
  readonly name: string;
}

/** What a JSON Pointer leads to. */
export function find(root: Raw, pointer: string): Found {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  let found: Found = { value: root, span: spanOf(root), name: '' };
  for (const key of keys) found = childOf(found, key);
  return found;
}

/** The member or item `key` of what was found. */
export function childOf({ value, span, name }: Found, key: string): Found {
  const member = Array.isArray(value) ? value[Number(key)] : isRawMap(value) ? value[key] : undefined;
  const dotted = Array.isArray(value) ? `[${key}]` : `${name === '' ? '' : '.'}${key}`;
  return { value: member ?? null, span: spanOf(value, key) ?? span, name: name + dotted };
}

/** Everything that a path like `deployments.*.lazy` leads to; `*` stands for every name and item. */
export function findAll(root: Raw, path: string): readonly Found[] {
  return path.split('.').reduce<readonly Found[]>(
    (founds, key) =>
      founds.flatMap((found) => {
        const names = typeof found.value === 'object' && found.value !== null ? Object.keys(found.value) : [];
        return names.filter((name) => key === '*' || key === name).map((name) => childOf(found, name));
      }),
    [{ value: root, span: spanOf(root), name: '' }],
  );
}

import { CrateRunError, messageOf } from '../base/error.ts';
import { addKind } from '../execution/connector/kinds.ts';
import type { Open } from '../execution/connector/kind.ts';
import { addConnector, connectors } from '../topology/schema/connectors.ts';
import type { Schema } from '../topology/schema/parts.ts';

/** What a package `crate-run-connector-TYPE` exports as `connector`. */
export interface ConnectorPackage {
  /** JSON Schema (2020-12) of what `config` of such a deployment may hold. */
  readonly schema: Schema;
  /** Whether it may stand upon another deployment, and where a job then is. */
  readonly wraps?: 'queue' | 'container';
  readonly open: Open;
}

/**
 * Adds types of deployments that packages bring which are installed beside crate-run; types that neither have stay unknown.
 * Throws TOPOLOGY_UNSUPPORTED when a package is there and of no use.
 */
export async function learnConnectors(types: readonly string[]): Promise<void> {
  // A type becomes part of the name of a package, so it must be able to be one.
  const unknown = types.filter((type) => !connectors.has(type) && /^[a-z][a-z0-9-]*$/.test(type));
  for (const type of new Set(unknown)) {
    const found = await load(`crate-run-connector-${type}`);
    if (!found) continue;
    const { schema, wraps, open } = found;
    addConnector(type, { schema, isServed: true, ...(wraps ? { wraps } : {}) });
    addKind(type, open);
  }
}

async function load(name: string): Promise<ConnectorPackage | undefined> {
  const refuse = (why: string, cause?: unknown) =>
    new CrateRunError('TOPOLOGY_UNSUPPORTED', `the package ${name} cannot be used: ${why}`, { cause });
  let loaded;
  try {
    loaded = (await import(name)) as { readonly connector?: Partial<ConnectorPackage> };
  } catch (thrown) {
    const isAbsent = (thrown as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' && messageOf(thrown).includes(name);
    if (isAbsent) return undefined;
    throw refuse(messageOf(thrown), thrown);
  }
  const { schema, open, wraps } = loaded.connector ?? {};
  if (typeof open !== 'function' || typeof schema !== 'object')
    throw refuse('it exports no `connector` with `schema` and `open`');
  return { schema, open, ...(wraps ? { wraps } : {}) };
}

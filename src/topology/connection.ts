import { samePlace, samePlaceBut, spanOf } from '../base/span.ts';
import { isRawMap, type Raw, type RawMap } from '../language/document/text/raw.ts';
import { connectors } from './schema/connectors.ts';
import { connection as connectionSchema } from './schema/ssh.ts';
import type { Options } from './topology.ts';

/** What the config of a deployment says, taken apart. */
interface Parts {
  readonly config: Options;
  readonly services: Raw;
  /** The config of the host behind SSH that a queue manager names itself, which is the older way to say `wraps`. */
  readonly host?: Options;
}

/** Takes the config of a deployment apart; what is null counts as left out. */
export function takeApart(type: string, raw: RawMap): Parts {
  const { services = null, ...config } = withoutNulls(raw) as RawMap;
  const { hostname, ...options } = config;
  if (connectors.get(type)?.wraps !== 'queue' || hostname === undefined)
    return { config: samePlace(config as Options, raw), services };
  const isConnection = ([name]: [string, Raw]): boolean => Object.hasOwn(connectionSchema, name);
  const entries = Object.entries(options);
  const rest = Object.fromEntries(entries.filter((entry) => !isConnection(entry)));
  const host = { nodes: [hostname], ...Object.fromEntries(entries.filter(isConnection)) };
  return {
    config: samePlace(rest as Options, raw),
    services,
    host: samePlaceBut(host as Options, raw, { nodes: spanOf(raw, 'hostname') }),
  };
}

function withoutNulls(value: Raw): Raw {
  if (Array.isArray(value)) return samePlace(value.map(withoutNulls), value);
  if (!isRawMap(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return samePlace(Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)])), value);
}

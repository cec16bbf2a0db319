import type { Json } from '../../base/json.ts';
import type { CwlVersion } from '../model/process.ts';
import type { Demands, Requirement } from '../model/requirement.ts';
import type { CwlType } from '../model/type.ts';
import { asJson } from './as-json.ts';
import type { Compactor } from './compact.ts';
import { packDefinition, packType, type Definition, type KnownTypes } from './pack-type.ts';
import { backports } from './requirement.ts';

interface Context {
  /** Id of the process. */
  readonly id: string;
  readonly version: CwlVersion;
  readonly known: KnownTypes;
  readonly compact: Compactor;
}

/** The types that SchemaDefRequirements define by name, under the ids that they get: `#main/person`. */
export function definedTypes({ requirements, hints }: Demands, id: string): Map<CwlType, string> {
  const types = [...requirements, ...hints].flatMap((demand) => (demand.class === 'SchemaDefRequirement' ? demand.types : []));
  const named = types.filter((type) => typeof type === 'object' && 'name' in type && type.name !== undefined);
  return new Map(named.map((type) => [type, `${id}/${(type as { name: string }).name}`]));
}

/** `requirements` and `hints`, left out when empty. */
export function packDemands({ requirements, hints }: Demands, context: Context): Record<string, Json> {
  return {
    ...(requirements.length > 0 && { requirements: requirements.map((demand) => packDemand(demand, context)) }),
    ...(hints.length > 0 && { hints: hints.map((demand) => packDemand(demand, context)) }),
  };
}

function packDemand(demand: Requirement, context: Context): Json {
  const { version, compact } = context;
  if (demand.class === 'SchemaDefRequirement') {
    const types = demand.types.map((type) => packNamed(type, context));
    return { class: demand.class, types };
  }
  const backport = version === 'v1.0' ? Object.entries(backports).find(([, name]) => name === demand.class)?.[0] : undefined;
  return { ...asJson(demand), class: backport === undefined ? demand.class : compact.name(backport) };
}

function packNamed(type: CwlType, { known, version }: Context): Json {
  const id = known.get(type);
  return id === undefined ? packType(type, known, version) : { ...packDefinition(type as Definition, known, version), name: id };
}

import type { Json } from '../../../base/json.ts';
import type { CwlVersion } from '../../model/process.ts';
import type { Demands, Requirement } from '../../model/requirement.ts';
import { asJson } from './as-json.ts';
import type { Compactor } from './compact.ts';
import { packType } from './pack-type.ts';
import { backports } from '../requirement/requirement.ts';

/** `requirements` and `hints`, left out when empty. */
export function packDemands({ requirements, hints }: Demands, version: CwlVersion, compact: Compactor): Record<string, Json> {
  return {
    ...(requirements.length > 0 && { requirements: requirements.map((demand) => packDemand(demand, version, compact)) }),
    ...(hints.length > 0 && { hints: hints.map((demand) => packDemand(demand, version, compact)) }),
  };
}

function packDemand(demand: Requirement, version: CwlVersion, compact: Compactor): Json {
  if (demand.class === 'SchemaDefRequirement') return { ...demand, types: demand.types.map((type) => packType(type, version)) };
  const backport = version === 'v1.0' ? Object.entries(backports).find(([, name]) => name === demand.class)?.[0] : undefined;
  return { ...asJson(demand), class: backport === undefined ? demand.class : compact.name(backport) };
}

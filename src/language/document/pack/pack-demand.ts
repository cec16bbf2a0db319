import type { Json } from '../../../base/json.ts';
import type { CwlVersion } from '../../model/process.ts';
import type { Demands, Requirement } from '../../model/requirement.ts';
import { asJson } from './as-json.ts';
import type { Compactor } from './compact.ts';
import { packType } from './pack-type.ts';
import { iriOfExtension } from '../requirement/extension-table.ts';
import { isKnownTo } from '../requirement/requirement-table.ts';

/** `requirements` and `hints`, left out when empty. */
export function packDemands({ requirements, hints }: Demands, version: CwlVersion, compact: Compactor): Record<string, Json> {
  return {
    ...(requirements.length > 0 && { requirements: requirements.map((demand) => packDemand(demand, version, compact)) }),
    ...(hints.length > 0 && { hints: hints.map((demand) => packDemand(demand, version, compact)) }),
  };
}

function packDemand(demand: Requirement, version: CwlVersion, compact: Compactor): Json {
  if (demand.class === 'SchemaDefRequirement') return { ...demand, types: demand.types.map((type) => packType(type, version)) };
  const iri = isKnownTo(version, demand.class) ? undefined : iriOfExtension(demand.class);
  return { ...asJson(demand), class: iri === undefined ? demand.class : compact.name(iri) };
}

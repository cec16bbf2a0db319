import { inForce, type Demands } from '../language/model/requirement.ts';

const bytesPer = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 } as const;

/** Mebibytes of `/dev/shm` that are asked for, rounded up (cwltool:ShmSize); undefined: as the engine likes. */
export function shmSizeOf(demands: Demands): number | undefined {
  const size = inForce(demands, 'ShmSize')?.shmSize;
  if (size === undefined) return undefined;
  const [, digits, unit = 'b'] = /^(\d+)([bkmg])?$/i.exec(String(size)) ?? [];
  return Math.ceil((Number(digits) * bytesPer[unit.toLowerCase() as keyof typeof bytesPer]) / bytesPer.m);
}

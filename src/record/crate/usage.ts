import { writeNumber } from '../../base/json.ts';
import type { EventOf } from '../ledger.ts';
import type { Draft } from './draft.ts';
import { describe, type Reference } from './graph.ts';
import { ownNamespace } from './terms.ts';

const second = 'https://qudt.org/vocab/unit/SEC';
const kibibyte = 'https://qudt.org/vocab/unit/KibiBYTE';
const techniques = { counted: 'counted by the operating system', sampled: 'sampled now and then: a lower bound' };

/** Describes what an attempt cost: CPU and wall clock time, and the largest memory of any one process. */
export function describeUsage(draft: Draft, action: string, { start, end, usage }: EventOf<'job.ended'>): Reference[] {
  const measure = (name: string, value: number, unitCode: string, measurementTechnique?: string) =>
    describe(draft.graph, {
      '@id': `${action}/usage/${name}`,
      '@type': 'PropertyValue',
      name,
      propertyID: ownNamespace + name,
      value: writeNumber(value),
      unitCode,
      measurementTechnique,
    });
  const wallTime = measure('wallTime', (Date.parse(end) - Date.parse(start)) / 1000, second);
  if (!usage) return [wallTime];
  const technique = techniques[usage.measured];
  return [
    wallTime,
    measure('cpuTime', usage.cpuSeconds, second, technique),
    measure('peakMemory', usage.peakMemoryKiB, kibibyte, technique),
  ];
}

import { describe, isRawMap, type Raw } from '../language/document/text/raw.ts';
import { fault, refuse } from './fault.ts';
import type { StreamFlowFile } from './file.ts';
import { faultsOf } from './misfit.ts';
import { findAll } from './place.ts';
import { connectors } from './schema/connectors.ts';
import { fileSchema } from './schema/file.ts';

/** Checks what was read against the schemas of the file and of its connectors. Throws TOPOLOGY_INVALID with every fault. */
export async function validate(root: Raw, document: string): Promise<StreamFlowFile> {
  if (!isRawMap(root)) refuse([fault(`the file: expected a mapping, found ${describe(root)}`, { document, line: 1, column: 1 })]);
  const { misfits } = await import('../base/json-schema.ts');
  const faults = [...faultsOf(misfits(fileSchema, root), root)];
  for (const section of ['deployments', 'models']) {
    for (const { value, name } of findAll(root, `${section}.*`)) {
      if (!isRawMap(value) || typeof value['type'] !== 'string' || !isRawMap(value['config'])) continue;
      const schema = connectors.get(value['type'])?.schema;
      const pointer = `/${section}/${name
        .slice(section.length + 1)
        .replaceAll('~', '~0')
        .replaceAll('/', '~1')}/config`;
      if (schema !== undefined) faults.push(...faultsOf(misfits(schema, value['config']), root, pointer));
    }
  }
  refuse(faults);
  return root as unknown as StreamFlowFile;
}

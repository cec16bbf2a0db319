import { readAll, type Readable } from '../content.ts';
import type { Item } from '../item.ts';

/** Attributes that say when and by what command a file was made. */
const howMade = ['history', 'date_created', 'date_modified', 'creation_date'];

/** NetCDF 3: dimensions, attributes, and the values of every variable. */
export async function* readNetcdf(content: Readable): AsyncGenerator<Item> {
  const { NetCDFReader } = await import('netcdfjs');
  const file = new NetCDFReader(await readAll(content));
  for (const { name, size } of file.dimensions) yield { place: () => `dimension ${name}`, value: size };
  yield* attributeItems(file.globalAttributes, 'attribute');
  for (const variable of file.variables) {
    const { name, type, dimensions, attributes } = variable;
    yield { place: () => `variable ${name}`, name, value: `${name} ${type} ${dimensions.join(' ')}` };
    yield* attributeItems(attributes, `variable ${name}, attribute`);
    const values: readonly unknown[] = [file.getDataVariable(variable)].flat(2);
    for (const [index, value] of values.entries())
      yield { place: () => `variable ${name}, element ${index}`, name, value: typeof value === 'number' ? value : String(value) };
  }
}

function* attributeItems(
  attributes: readonly { readonly name: string; readonly value: string | number }[],
  where: string,
): Generator<Item> {
  for (const { name, value } of attributes) {
    if (howMade.includes(name)) yield { aside: 'history of the file', value: String(value) };
    else yield { place: () => `${where} ${name}`, name, value: typeof value === 'number' ? value : `${name}=${value}` };
  }
}

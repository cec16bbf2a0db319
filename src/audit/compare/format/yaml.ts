import { readYaml as parseYaml } from '../../../language/document/text/yaml.ts';
import { readAll, type Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { valueItems } from './json.ts';

/** YAML: every value under its JSON pointer; comments, spacing and the order of keys are layout. */
export async function* readYaml(content: Readable): AsyncGenerator<Item> {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await readAll(content));
  yield* valueItems(parseYaml(text, content.name), '');
}

import { bedIsUp } from '../bed/state.ts';
import { needBuild } from '../lib/places.ts';
import { table } from '../lib/table.ts';
import { documentCases } from './document-cases.ts';
import { expressionCases } from './expression-cases.ts';
import { pathCases } from './path-cases.ts';
import { tryHostile } from './try-case.ts';

/**
 * `hostile [WORDS]`: gives crate-run documents that mean harm, on this machine and, when the bed is up, in containers:
 * each has to be refused with its code or contained, with no file outside read or changed. False otherwise.
 */
export async function hostile([only = '']: readonly string[]): Promise<boolean> {
  needBuild();
  const hasBed = await bedIsUp();
  if (!hasBed) console.error('the bed is not up: nothing is tried in containers');
  const rows: string[][] = [];
  const complaints: string[] = [];
  let tried = 0;
  for (const one of [...expressionCases, ...pathCases, ...documentCases].filter(({ name }) => name.includes(only))) {
    const row = [one.name, '', ''];
    for (const place of ['host', 'container'] as const) {
      if ((one.where !== 'both' && one.where !== place) || (place === 'container' && !hasBed)) continue;
      tried += 1;
      const answer = await tryHostile(one, place === 'container');
      row[place === 'host' ? 1 : 2] = answer.complaints.length > 0 ? `FAILED: ${answer.word}` : answer.word;
      if (answer.complaints.length > 0) {
        complaints.push(
          `${one.name} (${place}): ${answer.complaints.join('; ')}\n${answer.stderr.trimEnd().slice(0, 2000).replaceAll(/^/gm, '  | ')}`,
        );
      }
    }
    rows.push(row);
  }
  console.log(table(['document', 'on this machine', 'in a container'], rows));
  console.log('');
  for (const line of complaints) console.log(line);
  console.log(`${tried - complaints.length} passed, ${complaints.length} failed`);
  return complaints.length === 0;
}

import { packageLog } from '../app/package.ts';
import { writeJson } from '../base/json.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';
import { usage } from './usage.ts';

/** `crate-run package LOG -o CRATE`: makes the crate of what did happen; gives the exit code. */
export async function packageCommand(source: string, { output, json, warnings }: Arguments): Promise<number> {
  if (output === undefined) throw usage('package needs -o CRATE');
  const made = await packageLog(source, output);
  const { crate, status, absent } = made;
  if (warnings) {
    for (const [uri, why] of Object.entries(absent))
      process.stderr.write(clean(`not in the crate: ${uri}, because ${why}`) + '\n');
  }
  process.stdout.write(json ? `${writeJson({ ...made })}\n` : `${crate}: ${status}\n`);
  return 0;
}

import { writeJson } from '../base/json.ts';
import { packedText, writeOutput } from '../app/pack.ts';
import { openDocument } from '../app/prepare.ts';
import type { Arguments } from './arguments.ts';

/** `crate-run pack DOCUMENT [-o FILE]`: prints or writes the document as one; gives the exit code. */
export async function packCommand(document: string, options: Arguments): Promise<number> {
  const { output, json } = options;
  const text = packedText(
    await openDocument(document, options),
    output !== undefined && /\.ya?ml$/.test(output) ? 'yaml' : 'json',
  );
  if (output === undefined) process.stdout.write(text);
  else writeOutput(output, text);
  if (output !== undefined && json) process.stdout.write(`${writeJson({ packed: output })}\n`);
  return 0;
}

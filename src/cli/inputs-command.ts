import { writeJson } from '../base/json.ts';
import { openDocument } from '../app/prepare.ts';
import { templateObject, templateText } from '../app/template.ts';
import type { Arguments } from './arguments.ts';

/** `crate-run inputs DOCUMENT`: prints a job file to be filled in; gives the exit code. */
export async function inputsCommand(document: string, options: Arguments): Promise<number> {
  const { process: described } = await openDocument(document, options);
  const text = options.json ? `${writeJson(templateObject(described))}\n` : templateText(described, document);
  process.stdout.write(text);
  return 0;
}

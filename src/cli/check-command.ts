import { checkCrate, type CrateReport } from '../app/check-crate.ts';
import { writeJson, type Json } from '../base/json.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';

/** `crate-run check CRATE`: whether a published crate is intact and safe; gives the exit code. */
export async function checkCommand(source: string, options: Arguments): Promise<number> {
  const report = await checkCrate(source);
  if (options.json) process.stdout.write(`${writeJson(report as unknown as Json)}\n`);
  else for (const line of lines(report)) process.stdout.write(`${clean(line)}\n`);
  if (report.fixity.damaged.length > 0) return 7;
  return report.fixity.missing.length > 0 ? 4 : 0;
}

function lines({ source, kind, standard, fixity }: CrateReport): readonly string[] {
  const { files, verified, damaged, missing } = fixity;
  return [
    `${source}: ${standard} (${kind}), ${files} files, ${verified} of them with a size or digest, ${damaged.length} damaged, ${missing.length} missing`,
    ...damaged.map(({ path, why }) => `  damaged  ${path} ${why}`),
    ...missing.map(({ id }) => `  missing  ${id}`),
  ];
}

import { writeJson, type Json } from '../base/json.ts';
import { signCrate, verifyCrate } from '../app/seal-crate.ts';
import type { Arguments } from './arguments.ts';
import { clean } from './message.ts';
import { usage } from './usage.ts';

/** Files that are named before the rest is counted. */
const shown = 10;

/** `crate-run sign CRATE --key FILE`; gives the exit code. */
export async function signCommand(path: string, { key, json, warnings }: Arguments): Promise<number> {
  if (key === undefined) throw usage('sign needs --key FILE: the secret key of `minisign -G -W`');
  const { signature, uncovered } = await signCrate(path, key);
  if (json) process.stdout.write(`${writeJson({ signature, uncovered })}\n`);
  else {
    process.stdout.write(`${clean(signature)}\n`);
    if (warnings && uncovered.length > 0) process.stderr.write(`warning: the signature does not vouch for ${named(uncovered)}\n`);
  }
  return 0;
}

/** `crate-run verify CRATE --public-key FILE`; gives the exit code. */
export async function verifyCommand(path: string, { publicKey, json }: Arguments): Promise<number> {
  if (publicKey === undefined) throw usage('verify needs --public-key FILE: the public key of minisign');
  const seal = await verifyCrate(path, publicKey);
  const { isGood, keyId, comment, fixity, uncovered } = seal;
  const { files, missing, damaged } = fixity;
  const isWhole = isGood && missing.length === 0 && damaged.length === 0;
  const lines = [
    `${clean(path)}: ${isWhole ? 'verified' : 'NOT verified'}`,
    isGood ? `  signature good, key ${keyId} (${clean(comment)})` : `  signature is not that of the key (it names key ${keyId})`,
    `  ${files - damaged.length} of ${files + missing.length} files are as the crate says`,
    ...missing.map(({ path: file }) => `  ${clean(file)} is missing`),
    ...damaged.map(({ path: file, why }) => `  ${clean(file)} ${clean(why)}`),
    ...(uncovered.length > 0 ? [`  the signature does not vouch for ${named(uncovered)}`] : []),
  ];
  const text = json ? writeJson({ crate: path, verified: isWhole, ...seal } as unknown as Json) : lines.join('\n');
  process.stdout.write(`${text}\n`);
  return isWhole ? 0 : 1;
}

function named(files: readonly string[]): string {
  const more = files.length > shown ? ` and ${files.length - shown} more` : '';
  return clean(files.slice(0, shown).join(', ') + more);
}

import { open, stat } from 'node:fs/promises';
import { CrateRunError } from '../base/error.ts';
import { openCrate, type OpenCrate } from '../audit/open/open.ts';
import type { Broken, Level } from '../audit/profile/check.ts';
import { validateCrate, type Verdict } from '../audit/profile/validate.ts';

/** Whether a path names a crate rather than a document: a folder, an archive, or JSON that names RO-Crate at its beginning. */
export async function isCrate(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return true;
  if (!found?.isFile()) return false;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    return (
      /^PK\x03\x04|^\x1f\x8b/.test(start) || start.slice(257, 262) === 'ustar' || /^\s*\{[^]*w3id\.org\/ro\/crate\//.test(start)
    );
  } finally {
    await file.close();
  }
}

/** Checks the crate at a path against the profiles that it claims. Throws CRATE_NOT_FOUND; a crate that cannot be opened is a finding. */
export async function validateCrateAt(path: string, level: Level): Promise<Verdict> {
  let crate: OpenCrate;
  try {
    crate = await openCrate(path);
  } catch (thrown) {
    if (!(thrown instanceof CrateRunError) || thrown.code === 'CRATE_NOT_FOUND') throw thrown;
    return validateCrate(null, level, { known: [whyNot(thrown)] });
  }
  try {
    const known: readonly Broken[] = crate.standard === 'ro-crate' ? [] : [{ rule: 'metadata-file' }];
    return await validateCrate(crate.metadata, level, { known, crate: crate.kind === 'metadata' ? undefined : crate });
  } finally {
    await crate.close();
  }
}

function whyNot({ message, cause }: CrateRunError): Broken {
  return { rule: cause instanceof SyntaxError ? 'json' : 'open', detail: message };
}

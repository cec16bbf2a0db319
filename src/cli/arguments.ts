import { readLine, type FlagKind } from './words.ts';

/** What the command line says. */
export type Arguments = ReturnType<typeof parseArguments>;

/** Reads the command line; `kindOf` tells the flags that are inputs of the document, once that is known. Throws USAGE_ARGUMENT. */
export function parseArguments(words: readonly string[], kindOf?: FlagKind) {
  const { options, ...line } = readLine(words, kindOf);
  const { preserveEnvironment = [], software = [] } = options;
  return {
    ...options,
    ...line,
    strict: !options.nonStrict,
    warnings: options.warnings && !options.quiet,
    color: !options.disableColor,
    tmpdirPrefix: options.tmpOutdirPrefix ?? options.tmpdirPrefix,
    preserve: options.preserveEntireEnvironment ? Object.keys(process.env) : preserveEnvironment,
    software: options.betaCondaDependencies ? [...software, 'conda' as const] : software,
    // Variables that are set but empty name nobody.
    fullName: options.fullName === '' ? undefined : options.fullName,
    orcid: options.orcid === '' ? undefined : options.orcid,
  };
}

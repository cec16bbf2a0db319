import { createRequire } from 'node:module';

const { name, version } = createRequire(import.meta.url)('../../package.json') as { name: string; version: string };

/** This program, as the record names it. */
export const software = {
  name,
  version,
  url: 'https://www.npmjs.com/package/crate-run',
  runtime: `Node.js ${process.version}`,
} as const;

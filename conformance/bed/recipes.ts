import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the Dockerfiles and what they copy. */
export const recipeFolder = fileURLToPath(new URL('./images/', import.meta.url));

/** The image that all others are made from: Debian with Python and `ps`, as the suites' scripts need it. */
export const debian = {
  suite: 'bookworm',
  include: ['python3-minimal', 'libpython3-stdlib', 'procps'],
  names: ['debian:stable-slim', 'debian:stretch-slim'],
} as const;

/** An image of the bed that a Dockerfile makes from `debian`. */
export interface Recipe {
  readonly dockerfile: string;
  /** Debian package that the Dockerfile installs. */
  readonly package?: string;
  /** The names that suites and fixtures know it by; those without a registry are Docker Hub's. */
  readonly names: readonly [string, ...string[]];
}

export const recipes = {
  python: { dockerfile: 'python', names: ['python:3-slim', 'python:3', 'python:2-slim', 'python:2.7.15-alpine3.7'] },
  bash: { dockerfile: 'bash', names: ['bash:4.4', 'bash:4.4.12'] },
  busybox: { dockerfile: 'busybox', names: ['alpine:latest', 'busybox:latest'] },
  bwa: { dockerfile: 'package', package: 'bwa', names: ['localhost:5000/crate-run/bwa:0.7.17'] },
  samtools: { dockerfile: 'package', package: 'samtools', names: ['localhost:5000/crate-run/samtools:1.16'] },
  bcftools: { dockerfile: 'package', package: 'bcftools', names: ['localhost:5000/crate-run/bcftools:1.16'] },
} as const satisfies Readonly<Record<string, Recipe>>;

/** A name for what the recipes make; another one as soon as any recipe changes. */
export function recipeVersion(): string {
  const hash = createHash('sha256').update(JSON.stringify([debian, recipes]));
  for (const name of readdirSync(recipeFolder).sort()) hash.update(name).update(readFileSync(recipeFolder + name));
  return hash.digest('hex').slice(0, 12);
}

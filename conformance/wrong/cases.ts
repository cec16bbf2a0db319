import { documentCases } from './document-cases.ts';
import { jobCases } from './job-cases.ts';
import { mistakeCases } from './mistake-cases.ts';
import { outputCases } from './output-cases.ts';
import type { WrongCase } from './case.ts';

/** Every way of wrong input that is tried. */
export const cases: readonly WrongCase[] = [...documentCases, ...mistakeCases, ...jobCases, ...outputCases];

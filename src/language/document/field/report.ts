import type { Diagnostic } from '../../../base/error.ts';

/** Takes the faults of a document as they are found. */
export type Report = (fault: Diagnostic) => void;

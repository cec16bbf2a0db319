/** A file or folder as data, in the form that all parts of the program share; other members are carried along. */
export interface Item {
  readonly class: 'File' | 'Directory';
  /** Absolute URI; absent for a literal. */
  readonly location?: string;
  readonly basename?: string;
  /** The text of a File literal. */
  readonly contents?: string;
  /** What is in a Directory literal. */
  readonly listing?: readonly Item[];
  readonly secondaryFiles?: readonly Item[];
  readonly [member: string]: unknown;
}

export function isItem(value: unknown): value is Item {
  return (
    typeof value === 'object' && value !== null && 'class' in value && (value.class === 'File' || value.class === 'Directory')
  );
}

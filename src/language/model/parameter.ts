import type { CommandLineBinding, CommandOutputBinding, Format, LoadListing, SecondaryFileSchema } from './binding.ts';
import type { CwlType } from './type.ts';
import type { CwlValue } from './value.ts';

/** What inputs and outputs of every process share. `name` is bare; its id in the packed document is `${process.id}/${name}`. */
export interface Parameter {
  readonly name: string;
  readonly type: CwlType;
  readonly label?: string;
  readonly doc?: string;
  readonly format?: Format;
  readonly secondaryFiles?: readonly SecondaryFileSchema[];
  readonly streamable?: boolean;
  /** Fields of other namespaces, keys expanded to IRIs. */
  readonly extensions?: Readonly<Record<string, CwlValue>>;
}

export interface InputParameter extends Parameter {
  readonly default?: CwlValue;
  readonly loadContents?: boolean;
  readonly loadListing?: LoadListing;
  /** Command line tools only. */
  readonly inputBinding?: CommandLineBinding;
}

export interface ToolOutputParameter extends Parameter {
  /** Command line tools only. */
  readonly outputBinding?: CommandOutputBinding;
}

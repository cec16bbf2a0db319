/** Text that may hold parameter references or expressions, evaluated when the field is used. */
export type Expression = string;

/** Format IRIs (namespace prefixes expanded) or an expression that gives them. */
export type Format = readonly string[];

export type LoadListing = 'no_listing' | 'shallow_listing' | 'deep_listing';

/** CWL v1.2 SecondaryFileSchema. `required` undefined means the default: true on inputs, false on outputs. */
export interface SecondaryFileSchema {
  readonly pattern: Expression;
  readonly required?: boolean | Expression;
}

/** CWL v1.2 CommandLineBinding. */
export interface CommandLineBinding {
  readonly position?: number | Expression;
  readonly prefix?: string;
  readonly separate?: boolean;
  readonly itemSeparator?: string;
  readonly valueFrom?: Expression;
  readonly shellQuote?: boolean;
  /** v1.0 and v1.1 spelling; also read from here in v1.2. */
  readonly loadContents?: boolean;
}

/** CWL v1.2 CommandOutputBinding. */
export interface CommandOutputBinding {
  readonly glob?: readonly Expression[];
  readonly loadContents?: boolean;
  readonly loadListing?: LoadListing;
  readonly outputEval?: Expression;
}

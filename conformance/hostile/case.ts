import type { ErrorCode } from '../../src/base/catalogue.ts';

/** A document that means harm, and what may come of it. */
export interface HostileCase {
  readonly name: string;
  /** Files by name; the first is run. `canary` is a folder with `secret.txt`, which nothing may read or change. */
  readonly files: (canary: string) => Readonly<Record<string, unknown>>;
  /** Given after the document. */
  readonly args?: readonly string[];
  /** The codes with which it may be refused. */
  readonly codes: readonly ErrorCode[];
  /** It may also run, as long as nothing outside is read or changed; `prints` is then the output object, as JSON. */
  readonly contained?: { readonly prints?: string };
  /** Where it is tried: some have nothing to do with containers, some need one. */
  readonly where: 'host' | 'container' | 'both';
}

type Document = Readonly<Record<string, unknown>>;

/** A tool that runs a shell script. */
export function script(text: string, more: Document = {}): Document {
  return { cwlVersion: 'v1.2', class: 'CommandLineTool', baseCommand: ['sh', '-c', text], inputs: {}, outputs: {}, ...more };
}

/** A tool whose output `o` is what a pattern finds. */
export function finding(glob: string, text = 'true', type = 'File'): Document {
  return script(text, { outputs: { o: { type, outputBinding: { glob } } } });
}

/** An expression tool with one output `o`. */
export function expression(body: string, type: unknown = 'Any'): Document {
  const requirements = { InlineJavascriptRequirement: {} };
  return {
    cwlVersion: 'v1.2',
    class: 'ExpressionTool',
    requirements,
    inputs: {},
    outputs: { o: type },
    expression: `\${ ${body} }`,
  };
}

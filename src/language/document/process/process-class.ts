import { spanOf } from '../../../base/span.ts';
import { isSince, type CwlVersion, type Process } from '../../model/process.ts';
import { commandLineTool } from './command-line-tool.ts';
import { fault, type Cursor } from '../field/cursor.ts';
import { expressionTool } from './expression-tool.ts';
import { operation } from './operation.ts';
import type { Identity } from './process-fields.ts';
import { isRawMap } from '../text/raw.ts';
import { didYouMean } from '../../../base/suggest.ts';
import { workflow } from './workflow.ts';

interface Row {
  readonly read: (at: Cursor, identity: Identity) => Process | undefined;
  readonly since?: CwlVersion;
}

const classes: Readonly<Record<string, Row>> = {
  CommandLineTool: { read: commandLineTool },
  ExpressionTool: { read: expressionTool },
  Workflow: { read: workflow },
  Operation: { read: operation, since: 'v1.2' },
};

/** Reads a process as its `class` says. */
export function processOfClass(at: Cursor, identity: Identity): Process | undefined {
  const name = isRawMap(at.value) ? at.value['class'] : undefined;
  if (typeof name !== 'string') return fault(at, 'CWL_FIELD_MISSING', 'the process has no field "class"');
  const row = Object.hasOwn(classes, name) ? classes[name] : undefined;
  const here = { ...at, span: spanOf(at.value, 'class') ?? at.span };
  if (!row) {
    const known = Object.keys(classes);
    return fault(here, 'CWL_UNSUPPORTED', `class "${name}" is none of ${known.join(', ')}${didYouMean(name, known)}`);
  }
  if (row.since && !isSince(at.scope.version, row.since)) {
    return fault(here, 'CWL_FIELD_UNKNOWN', `class ${name} needs ${row.since}, but this is ${at.scope.version}`);
  }
  return row.read(at, identity);
}

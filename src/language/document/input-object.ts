import { CrateRunError, type Diagnostic } from '../../base/error.ts';
import { samePlace, spanOf } from '../../base/span.ts';
import type { Process } from '../model/process.ts';
import type { Requirement } from '../model/requirement.ts';
import type { CwlObject, CwlValue } from '../model/value.ts';
import { readValue } from './parameter/file-value.ts';
import { overridesIn, type Override } from './overrides.ts';
import { isForeign, namespacesOf, type Namespaces } from './text/namespace.ts';
import { describe, isRawMap, type Raw } from './text/raw.ts';
import { runRequirements } from './requirement/run-requirement.ts';
import { didYouMean } from '../../base/suggest.ts';

/** What an input object is for: the process, and the prefixes with which formats may be written. */
export interface Target {
  readonly process: Process;
  readonly namespaces: Namespaces;
}

export interface InputsRead {
  /** Files and Directories have an absolute `location` and no `path`. */
  readonly inputs: CwlObject;
  /** `cwl:requirements` (CWL v1.1 and later): they win over those of the process. */
  readonly requirements: readonly Requirement[];
  readonly overrides: readonly Override[];
  readonly warnings: readonly Diagnostic[];
}

/** Makes the input object of a process from a tree. Throws CWL_INPUT with every fault. */
export function readInputs(root: Raw, document: string, target: Target): InputsRead {
  const start = { document, line: 1, column: 1 };
  if (!isRawMap(root)) {
    const message = `an input object must be a mapping from input names to values, found ${describe(root)}`;
    throw new CrateRunError('CWL_INPUT', message, { span: start });
  }
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const namespaces = { ...target.namespaces, ...namespacesOf(root) };
  const names = target.process.inputs.map((input) => input.name);
  const inputs: Record<string, CwlValue> = {};
  for (const [name, raw] of Object.entries(root)) {
    if (names.includes(name)) {
      const span = spanOf(root, name) ?? start;
      const fault = (text: string) => report({ severity: 'error', code: 'CWL_INPUT', message: `${name}: ${text}`, span });
      inputs[name] = readValue(raw, { document, namespaces, fault });
    } else if (!isForeign(name) && !name.startsWith('$') && name !== 'id') {
      const message = `the process has no input "${name}"${didYouMean(name, names)}`;
      report({ severity: 'warning', code: 'CWL_INPUT', message, span: spanOf(root, name) ?? start });
    }
  }
  const requirements = runRequirements(root, target.process.cwlVersion, { namespaces, start, report });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first) throw new CrateRunError('CWL_INPUT', first.message, { span: first.span, diagnostics });
  return {
    inputs: samePlace(inputs, root),
    requirements,
    overrides: overridesIn(root, start, namespaces),
    warnings: diagnostics,
  };
}

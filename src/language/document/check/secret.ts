import { spanOf } from '../../../base/span.ts';
import { didYouMean } from '../../../base/suggest.ts';
import type { Process } from '../../model/process.ts';
import { secretInputs, secretsOf } from '../../model/secret-inputs.ts';
import type { Report } from '../field/report.ts';

/** Checks that what cwltool:Secrets names can be kept secret: a misspelt name, a default and the output of a step could be read. */
export function checkSecrets(process: Process, report: Report): void {
  const known = process.inputs.map(({ name }) => name);
  for (const demand of secretsOf(process)) {
    for (const [index, name] of demand.secrets.entries()) {
      if (known.includes(name)) continue;
      const message = `Secrets names "${name}", which is no input${didYouMean(name, known)}`;
      report({ severity: 'error', code: 'CWL_INVALID', message, span: spanOf(demand.secrets, index) ?? spanOf(demand) });
    }
  }
  const secret = secretInputs(process);
  for (const input of process.inputs) {
    if (!secret.has(input.name) || typeof input.default !== 'string' || input.default === '') continue;
    const message = `input ${input.name} is secret, but everybody who has the document can read its default`;
    report({ severity: 'warning', code: 'CWL_INVALID', message, span: spanOf(input, 'default') });
  }
  for (const step of process.class === 'Workflow' ? process.steps : []) {
    const inner = secretInputs(step.run);
    for (const end of step.in) {
      if (!inner.has(end.name) || !end.source.some((port) => port.includes('/'))) continue;
      const message = `step ${step.name}: input ${end.name} is secret, but what another step makes is written down`;
      report({ severity: 'warning', code: 'CWL_INVALID', message, span: spanOf(end) });
    }
  }
}

import { actionIri, engineIri, parameterIri, stepIri } from '../iri.ts';
import type { EventOf } from '../ledger.ts';
import { jobLabel } from '../outline.ts';
import type { Account } from './account.ts';
import { tokenIri } from './name.ts';
import { relate } from './relation.ts';
import { moment } from './statement.ts';

/**
 * A step that `when` skipped: the decision is what was done. It made the answer no, from which follows what stands on the
 * outputs of the step; nothing else was made.
 */
export function saySkipped({ scribe, ledger, outline }: Account, skipped: EventOf<'job.skipped'>): void {
  const placed = outline.steps.get(skipped.step);
  if (!placed) return;
  const { at } = skipped;
  const iri = actionIri(ledger, skipped.job);
  const within = actionIri(ledger, skipped.parent);
  const answer = `${iri}/when`;
  scribe.introduce(iri, ['prov:Activity'], `${jobLabel(outline, skipped)} (skipped)`);
  scribe.say(iri, 'prov:startedAtTime', moment(at));
  scribe.say(iri, 'prov:endedAtTime', moment(at));
  scribe.say(iri, 'dct:isPartOf', within);
  scribe.say(iri, 'dct:description', { text: skipped.when });
  relate(scribe, 'association', iri, engineIri, `${iri}/association`, { plan: stepIri(placed) });
  for (const [name, token] of Object.entries(skipped.inputs)) {
    const role = placed.step.run.inputs.some((input) => input.name === name) ? parameterIri(placed.step.run, name) : undefined;
    relate(scribe, 'usage', iri, tokenIri(token), `${iri}/inputs/${encodeURIComponent(name)}/usage`, { role, time: at });
  }
  scribe.introduce(answer, ['prov:Entity'], 'when');
  scribe.say(answer, 'prov:value', { text: 'False' });
  relate(scribe, 'generation', answer, iri, `${answer}/generation`, { time: at });
  for (const { token } of ledger.results.get(skipped.job) ?? []) scribe.say(tokenIri(token), 'prov:wasDerivedFrom', answer);
}

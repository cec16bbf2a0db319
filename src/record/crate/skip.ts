import type { CwlValue } from '../../language/model/value.ts';
import { actionIri, slotIri, stepIri } from '../iri.ts';
import type { EventOf } from '../ledger.ts';
import { iterationOf, jobLabel } from '../outline.ts';
import type { Draft } from './draft.ts';
import { describe, ref, type Reference } from './graph.ts';
import { valueEntities } from './value.ts';

/**
 * Describes the steps that `when` skipped, and the conditions that ended loops: what it read and that it said no. The profile has no word for this and wants
 * no CreateAction; a plain Action that nobody performed is what schema.org offers.
 */
export function describeSkipped(draft: Draft): void {
  for (const skipped of draft.ledger.skipped) describeSkip(draft, skipped);
}

function describeSkip(draft: Draft, skipped: EventOf<'job.skipped'>): void {
  const placed = draft.outline.steps.get(skipped.step);
  if (!placed) return;
  const id = actionIri(draft.ledger, skipped.job);
  const name = jobLabel(draft.outline, skipped);
  const endsLoop = placed.step.loop !== undefined && iterationOf(skipped.tag) > 0;
  draft.mentions.add(id);
  describe(draft.graph, {
    '@id': id,
    '@type': 'Action',
    name: `${name} (${endsLoop ? 'the loop ended' : 'skipped'})`,
    description: `${endsLoop ? 'No further iteration' : 'Not run'}, because the condition was not met: ${skipped.when}`,
    instrument: ref(stepIri(placed)),
    object: whatWhenRead(draft, id, skipped),
    result: [describe(draft.graph, { '@id': `${id}/when`, '@type': 'PropertyValue', name: 'when', value: 'False' })],
    startTime: skipped.at,
    endTime: skipped.at,
    actionStatus: 'http://schema.org/PotentialActionStatus',
    scatterIndex: skipped.scatterIndex?.join(','),
    parentAction: ref(actionIri(draft.ledger, skipped.parent)),
  });
}

/** The inputs that the expression names; all of them when it names none. */
function whatWhenRead(draft: Draft, action: string, { when, inputs }: EventOf<'job.skipped'>): Reference[] {
  const named = Object.entries(inputs).filter(([name]) => new RegExp(`\\binputs(\\.|\\[["'])${escape(name)}\\b`).test(when));
  const read = named.length > 0 ? named : Object.entries(inputs);
  return read.flatMap(([name, token]) =>
    valueEntities(
      draft,
      { id: slotIri(action, 'inputs', name), name },
      draft.ledger.tokens.get(token)?.value as CwlValue | undefined,
    ),
  );
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

import type { Workflow } from '../../language/model/process.ts';
import type { Ledger } from '../ledger.ts';
import { outlineOf } from '../outline.ts';
import { sayJob, sayRun } from './activity.ts';
import { sayAgents, sayPlans } from './agent.ts';
import { sayMeans } from './means.ts';
import { sayData, sayToken, type DataIris } from './entity.ts';
import { newScribe, type Statement } from './statement.ts';

/**
 * The provenance of a run in the words of PROV-O: an activity for each attempt of each job, an entity for each token
 * and each file, who used and made them in which role, and what derives from what. IRIs are those of the crate.
 */
export function describeProvenance(workflow: Workflow, ledger: Ledger, data: DataIris): readonly Statement[] {
  const scribe = newScribe();
  const outline = outlineOf(workflow);
  sayAgents(scribe, ledger);
  sayPlans(scribe, outline);
  sayData(scribe, data);
  sayMeans(scribe, ledger);
  sayRun(scribe, ledger, workflow, data);
  for (const job of ledger.jobs.values()) sayJob(scribe, ledger, outline, job, data);
  for (const token of ledger.tokens.values()) sayToken(scribe, token, data);
  return scribe.statements;
}

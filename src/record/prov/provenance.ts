import type { Workflow } from '../../language/model/process.ts';
import type { Ledger } from '../ledger.ts';
import { newAccount } from './account.ts';
import { sayJob, sayRun } from './activity.ts';
import { sayAgents, sayPlaces, sayPlans } from './agent.ts';
import { sayData, sayToken } from './entity.ts';
import { sayMeans } from './means.ts';
import { saySkipped } from './skip.ts';
import type { Statement } from './statement.ts';
import { sayTransfers } from './transfer.ts';
import type { DataIris } from './value.ts';

/**
 * The provenance of a run in the words of PROV-O: an activity for each attempt of each job, an entity for each token
 * and each file, who used and made them in which role, and what derives from what. IRIs are those of the crate.
 */
export function describeProvenance(workflow: Workflow, ledger: Ledger, data: DataIris): readonly Statement[] {
  const account = newAccount(workflow, ledger, data);
  sayAgents(account);
  sayPlaces(account);
  sayPlans(account);
  sayData(account);
  sayMeans(account);
  sayRun(account, workflow);
  for (const job of ledger.jobs.values()) sayJob(account, job);
  for (const skipped of ledger.skipped) saySkipped(account, skipped);
  sayTransfers(account);
  for (const token of ledger.tokens.values()) sayToken(account, token);
  return account.scribe.statements;
}

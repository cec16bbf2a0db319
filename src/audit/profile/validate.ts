import { messageOf } from '../../base/error.ts';
import type { Quad } from '../../base/rdf.ts';
import type { OpenCrate } from '../open/open.ts';
import { readCatalogue } from './catalogue.ts';
import { levels, type Broken, type Check, type Finding, type Level } from './check.ts';
import { profilesOf } from './claim.ts';
import { formFaults } from './form.ts';
import { toGraph, type Graph } from './graph.ts';
import type { Metadata } from './metadata.ts';
import { payloadFaults, payloadRules } from './payload.ts';
import { addRoles } from './role.ts';
import { shapeFindings } from './shacl.ts';

/** How a crate fares before its profiles. */
export interface Verdict {
  /** The profiles that it claims, and those they build upon. */
  readonly profiles: readonly string[];
  /** Everything that was asked of it, met or not. */
  readonly checks: readonly Check[];
  /** What could not be asked: of files that are not here. */
  readonly untested: readonly Check[];
  /** By level. */
  readonly findings: readonly Finding[];
}

/**
 * Checks metadata against the profiles that it claims, down to a level. Without the crate what is said of files is not tested;
 * `known` is what is known to be wrong already.
 */
export async function validateCrate(
  metadata: Metadata,
  level: Level,
  { crate, known = [] }: { readonly crate?: OpenCrate | undefined; readonly known?: readonly Broken[] } = {},
): Promise<Verdict> {
  const profiles = profilesOf(metadata);
  const catalogue = await readCatalogue(profiles, level);
  const read = await graphOf(metadata, catalogue.roles);
  const broken = [...known, ...formFaults(metadata), ...('fault' in read ? [read.fault] : [])];
  if (crate) broken.push(...(await payloadFaults(crate)));
  const found = 'graph' in read ? await shapeFindings(read.graph, catalogue) : [];
  const checks = [...catalogue.checks.values()];
  const untested = crate ? [] : checks.filter(({ rule = '' }) => payloadRules.includes(rule));
  const findings = [...broken.flatMap((fault) => named(fault, checks)), ...found];
  const rank = ({ check }: Finding) => levels.indexOf(check.level);
  const tested = checks.filter((check) => !untested.includes(check));
  return { profiles, checks: tested, untested, findings: findings.toSorted((a, b) => rank(a) - rank(b)) };
}

/** The metadata as RDF with the roles of entities, or why it is none. */
async function graphOf(
  metadata: Metadata,
  roles: readonly Quad[],
): Promise<{ readonly graph: Graph } | { readonly fault: Broken }> {
  try {
    const graph = await toGraph(metadata);
    graph.addQuads([...roles]);
    await addRoles(graph);
    return { graph };
  } catch (thrown) {
    return { fault: { rule: 'json-ld', detail: messageOf(thrown) } };
  }
}

/** A fault under the names that the profiles have for it. */
function named({ rule, ...what }: Broken, checks: readonly Check[]): readonly Finding[] {
  return checks.filter((check) => check.rule === rule).map((check) => ({ check, ...what }));
}

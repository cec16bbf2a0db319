import type { Catalogue } from './catalogue.ts';
import type { Finding } from './check.ts';
import { asWritten, type Graph } from './graph.ts';

/** What its types leave out: there is no value where one is missing. */
type Result = Readonly<Record<'sourceShape' | 'focusNode', Named>> & { readonly value: Named | null };
interface Named {
  readonly value: string;
}

/** The entities of a graph that do not conform to the shapes of a catalogue. The door to rdf-validate-shacl. */
export async function shapeFindings(graph: Graph, { shapes, checks }: Catalogue): Promise<readonly Finding[]> {
  const { default: ShaclValidator } = await import('rdf-validate-shacl');
  const { results } = await new ShaclValidator(new Set(shapes) as never).validate(graph);
  const findings = new Map<string, Finding>();
  for (const { sourceShape, focusNode, value } of results as readonly Result[]) {
    const check = checks.get(sourceShape.value);
    if (!check) continue;
    const entity = asWritten(focusNode.value);
    const detail = !value || value.value === focusNode.value ? undefined : asWritten(value.value);
    findings.set([check.id, entity, detail].join(' '), { check, entity, ...(detail === undefined ? {} : { detail }) });
  }
  return [...findings.values()];
}

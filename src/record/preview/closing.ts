import type { Entity } from '../crate/graph.ts';
import type { Report } from '../report/report.ts';
import type { Book } from './book.ts';
import { html, type Html } from './html.ts';
import { link } from './story.ts';

const again = 'crate-run packed.cwl job.json -o again.crate.zip';

/** How to run it again. */
export function tellAgain({ isInCrate }: Book): Html {
  const where = isInCrate
    ? html`In the unpacked crate, beside this page, <a href="packed.cwl">packed.cwl</a> is the workflow in one file and
        <a href="job.json">job.json</a> its inputs:`
    : html`The crate of the run (<code>crate-run package</code> makes it from the log) holds the workflow in one file and its
        inputs. Unpacked:`;
  return html`<section>
    <h2 id="again">Run it again</h2>
    <p>${where}</p>
    <pre>${again}</pre>
    <p class="muted">Any other runner of the Common Workflow Language takes the same two files.</p>
  </section>`;
}

/** How to cite the run: in words and for BibTeX. */
export function tellCitation(report: Report): Html {
  const { title, run, start, engine, agent, license } = report;
  const year = start.slice(0, 4);
  const author = agent?.name ?? agent?.orcid ?? `${engine.name} ${engine.version}`;
  const plain = `${author} (${year}): Run of ${title}. Workflow Run RO-Crate, made with ${engine.name} ${engine.version}. urn:uuid:${run}${license === undefined ? '' : `. Licence: ${license}`}.`;
  const field = (name: string, text: string) => `  ${name} = {${text.replace(/[\\{}]/g, '').replace(/[&%$#_]/g, '\\$&')}},`;
  const bibtex = [
    `@misc{run-${run.slice(0, 8)},`,
    field('author', author),
    field('title', `Run of ${title}`),
    field('year', year),
    field('howpublished', 'Workflow Run RO-Crate'),
    field('note', `urn:uuid:${run}`),
    '}',
  ].join('\n');
  return html`<section>
    <h2 id="cite">Cite it</h2>
    <p>${plain}</p>
    <details>
      <summary>BibTeX</summary>
      <div><pre>${bibtex}</pre></div>
    </details>
    <p class="muted">Once the crate is published, cite its DOI instead.</p>
  </section>`;
}

const guides = {
  'ro-crate-metadata.json': 'the crate for programs: every job, file and place as linked data',
  'README.md': 'the run in short',
  'workflow/': 'the files that the workflow was read from',
  'prov.ttl': 'the provenance as W3C PROV-O',
  'events.jsonl': 'everything that happened, as it was written down',
} as const;

/** What the crate says of itself, and its files that say more. */
export function tellCrate({ isInCrate }: Book, graph: readonly Entity[]): Html | undefined {
  const entity = (id: string) => graph.find((one) => one['@id'] === id);
  const root = entity('./');
  if (!isInCrate || !root) return undefined;
  const text = (property: string) => (typeof root[property] === 'string' ? root[property] : undefined);
  const ids = (property: string) => [root[property]].flat().flatMap((one) => (isReference(one) ? [one['@id']] : []));
  const fact = (name: string, value: string | readonly Html[] | undefined) =>
    value === undefined || value.length === 0
      ? undefined
      : html`<dt>${name}</dt>
          <dd>${value}</dd>`;
  const linked = (property: string) => ids(property).map((id) => html`<div>${link(id, nameOf(entity(id)) ?? id)}</div>`);
  const files = Object.entries(guides).map(
    ([path, what]) => html`<li><a href="${path}">${path}</a> <span class="muted">${what}</span></li>`,
  );
  return html`<section>
    <h2 id="crate">This crate</h2>
    <dl class="facts">
      ${[
        fact('Name', text('name')),
        fact('Description', text('description')),
        fact('Published', text('datePublished')),
        fact('Licence', text('license') ?? linked('license')),
        fact('Author', linked('author')),
        fact('Conforms to', linked('conformsTo')),
      ]}
    </dl>
    <ul class="plain">
      ${files}
    </ul>
  </section>`;
}

function nameOf(entity: Entity | undefined): string | undefined {
  return typeof entity?.['name'] === 'string' ? entity['name'] : undefined;
}

function isReference(value: unknown): value is { readonly '@id': string } {
  return typeof value === 'object' && value !== null && '@id' in value && typeof value['@id'] === 'string';
}

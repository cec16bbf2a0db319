import type { Entity } from '../crate/graph.ts';
import type { Ledger } from '../ledger.ts';
import type { Book } from './book.ts';
import { chartTime } from './chart.ts';
import { tellAgain, tellCitation, tellCrate } from './closing.ts';
import { html, Html } from './html.ts';
import { listPorts } from './ports.ts';
import { traceFiles } from './provenance.ts';
import { listSteps } from './steps.ts';
import { tellStory } from './story.ts';
import { style } from './style.ts';

/** Nothing is asked of the network and nothing runs, whatever the run put into the page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole page: complete in itself, without scripts. `all` is the number of files that the run knew. */
export function writePage(book: Book, ledger: Ledger, picture: Html, all: number, graph: readonly Entity[]): string {
  const { report } = book;
  const sections: readonly (readonly [anchor: string, name: string, content: Html | undefined])[] = [
    [
      'workflow',
      'Workflow',
      html`<section>
        <h2 id="workflow">Workflow</h2>
        ${picture}
      </section>`,
    ],
    ['steps', 'Steps', listSteps(book)],
    ['timeline', 'Timeline', chartTime(book)],
    ['outputs', 'Outputs', listPorts(book, 'Outputs')],
    ['inputs', 'Inputs', listPorts(book, 'Inputs')],
    ['files', 'Files', traceFiles(book, ledger, all)],
    ['again', 'Run again', tellAgain(book)],
    ['cite', 'Cite', tellCitation(report)],
    ['crate', 'Crate', tellCrate(book, graph)],
  ];
  const present = sections.filter(([, , content]) => content !== undefined);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Run of ${report.title}: ${report.state}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${tellStory(book)}
        <nav aria-label="Sections">
          <ul>
            ${present.map(([anchor, name]) => html`<li><a href="#${anchor}">${name}</a></li>`)}
          </ul>
        </nav>
        <main>${present.map(([, , content]) => content)}</main>
        <footer>
          Written by ${report.engine.name} ${report.engine.version} from the event log of run ${report.run}. Times are UTC.
        </footer>
      </body>
    </html> `;
  return page.text;
}

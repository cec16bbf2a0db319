import { writeJson } from '../../base/json.ts';
import {
  filesIn,
  isDirectory,
  isFile,
  mapFiles,
  type CwlDirectory,
  type CwlFile,
  type CwlValue,
} from '../../language/model/value.ts';
import { basenameOf, keyOf } from '../crate/data.ts';
import type { FileRow } from '../report/file-row.ts';
import type { PortRow } from '../report/report.ts';
import { bytes, count, short } from '../report/words.ts';
import type { Book } from './book.ts';
import { html, type Html } from './html.ts';
import { showSample } from './sample.ts';

const mostItems = 12;

/** Inputs or outputs of the run: values as they are, files with what is in them. */
export function listPorts(book: Book, title: 'Inputs' | 'Outputs'): Html {
  const ports = title === 'Inputs' ? book.report.inputs : book.report.outputs;
  const list = ports.map(
    ({ name, label, type, value }: PortRow) =>
      html`<div class="port">
        <p><b>${label ?? name}</b> <span class="muted mono">${label === undefined ? '' : `${name} `}${type}</span></p>
        ${showValue(book, value, title === 'Outputs')}
      </div>`,
  );
  return html`<section>
    <h2 id="${title.toLowerCase()}">${title}</h2>
    ${list.length > 0 ? list : html`<p class="muted">None.</p>`}
  </section>`;
}

/** The first file of an output is open: in most runs that is the result. */
function showValue(book: Book, value: CwlValue, isOpen: boolean): Html {
  if (value === null) return html`<p class="muted">nothing</p>`;
  const items = [...filesIn(value)];
  if (items.length === 0) return html`<code>${short(typeof value === 'string' ? value : writeJson(value), 600)}</code>`;
  const isRecord = !isItem(value) && !(Array.isArray(value) && value.every(isItem));
  const names = isRecord ? html`<code>${short(writeJson(mapFiles(value, (item) => basenameOf(item))), 600)}</code>` : undefined;
  const rest = items.length - mostItems;
  return html`${names}${items.slice(0, mostItems).map((item, at) => showItem(book, item, isOpen && at === 0))}${
    rest > 0 ? html`<p class="muted">and ${count(rest, 'more file')}</p>` : undefined
  }`;
}

function isItem(value: unknown): boolean {
  return isFile(value) || isDirectory(value);
}

function showItem(book: Book, item: CwlFile | CwlDirectory, isOpen: boolean): Html {
  const key = keyOf(item);
  const sample = book.samples.get(key);
  const size = book.files.find((row) => row.key === key)?.size;
  const anchor = book.anchors.get(`file ${key}`);
  const origin = anchor === undefined ? undefined : html` · <a href="#${anchor}">provenance</a>`;
  const name = html`${fileLink(book, key, basenameOf(item))}
    <span class="muted">${size === undefined ? '' : bytes(size)}${origin}</span>`;
  const shown = sample && showSample(basenameOf(item), sample);
  if (!shown) return html`<p>${name}</p>`;
  return html`<details class="file" ${isOpen ? html` open` : undefined}>
    <summary>${name}</summary>
    ${shown}
  </details>`;
}

/** The name of a file, linked to it where the page lies beside it. */
export function fileLink({ paths, isInCrate }: Book, key: FileRow['key'], name: string): Html {
  const path = paths.get(key);
  return isInCrate && path !== undefined && !path.startsWith('#') ? html`<a href="${path}">${name}</a>` : html`${name}`;
}

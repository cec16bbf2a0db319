import { filesIn, type CwlValue } from '../../language/model/value.ts';
import { keyOf } from '../crate/data.ts';
import type { JobName } from '../../event/event.ts';
import type { Ledger } from '../ledger.ts';
import type { FileRow } from '../report/file-row.ts';
import { groupBy } from '../report/step-row.ts';
import { bytes, count } from '../report/words.ts';
import type { Book } from './book.ts';
import { html, type Html } from './html.ts';
import { fileLink } from './ports.ts';

const mostNames = 12;
const titles = { output: 'Outputs', input: 'Inputs', intermediate: 'Between jobs' } as const;

/** Every file with where it came from and where it went; opened, its digests, the job that made it and what that was made from. */
export function traceFiles(book: Book, ledger: Ledger, all: number): Html | undefined {
  const { files } = book;
  if (files.length === 0) return undefined;
  const names = new Map(files.map(({ key, name }) => [key, name]));
  const groups = [...groupBy(files, ({ role }) => role)].map(
    ([role, own]) =>
      html`<h3>${titles[role]}</h3>
        ${own.map((file) => traceFile(book, ledger, file, names))}`,
  );
  const rest =
    all > files.length ? html`<p class="muted">${count(all - files.length, 'more file')} in the metadata.</p>` : undefined;
  return html`<section>
    <h2 id="files">Files and where they come from</h2>
    ${groups}${rest}
  </section>`;
}

function traceFile(book: Book, ledger: Ledger, file: FileRow, names: ReadonlyMap<string, string>): Html {
  const { key, name, isFolder, size, sha256, sha1, maker, users } = file;
  const made =
    maker === undefined
      ? html`Given to the run${originOf(ledger, key)}.`
      : html`Made by ${jobLink(book, maker)}${sourcesOf(book, ledger, maker, names)}.`;
  const used = users.length === 0 ? undefined : html`<p>Read by ${listed(users.map((user) => jobLink(book, user)))}.</p>`;
  return html`<details>
    <summary>
      <span class="row"
        ><span>${fileLink(book, key, name)}${isFolder ? '/' : ''}</span
        ><span>${size === undefined ? '' : bytes(size)}</span></span
      >
    </summary>
    <div id="${book.anchors.get(`file ${key}`)}">
      <p>${made}</p>
      ${used}${sha256 && html`<p class="muted mono">sha256 ${sha256}</p>`}${sha1 && html`<p class="muted mono">sha1 ${sha1}</p>`}
    </div>
  </details>`;
}

function originOf({ origins }: Ledger, key: string): string {
  const origin = origins.get(key);
  return origin === undefined ? '' : `, fetched from ${origin}`;
}

/** The files that the job got, which what it made derives from. */
function sourcesOf({ anchors }: Book, ledger: Ledger, maker: JobName, names: ReadonlyMap<string, string>): Html | undefined {
  const tokens = Object.values(ledger.jobs.get(maker)?.created.inputs ?? {});
  const keys = new Set(tokens.flatMap((token) => [...filesIn(ledger.tokens.get(token)?.value as CwlValue)].map(keyOf)));
  if (keys.size === 0) return undefined;
  const links = Array.from(keys, (key) => {
    const anchor = anchors.get(`file ${key}`);
    const name = names.get(key) ?? key.replace(/^.*\//, '');
    return anchor === undefined ? html`${name}` : html`<a href="#${anchor}">${name}</a>`;
  });
  return html` from ${listed(links)}`;
}

function jobLink({ anchors }: Book, job: JobName): Html {
  const anchor = anchors.get(`${job} 1`) ?? anchors.get(job.slice(0, job.lastIndexOf('@')));
  return anchor === undefined ? html`${job}` : html`<a href="#${anchor}">${job}</a>`;
}

function listed(items: readonly Html[]): Html {
  const shown = items.slice(0, mostNames).map((item, at) => html`${at > 0 ? ', ' : ''}${item}`);
  return html`${shown}${items.length > mostNames ? ` and ${items.length - mostNames} more` : ''}`;
}

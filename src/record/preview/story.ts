import type { LocationDescribed } from '../../event/event.ts';
import type { State } from '../report/job-row.ts';
import { attemptOf, type Report } from '../report/report.ts';
import { jobsInWords } from '../report/sums.ts';
import { bytes, count, duration, grouped, moment } from '../report/words.ts';
import { quote } from '../../base/shell.ts';
import type { Book } from './book.ts';
import { html, type Html } from './html.ts';

/** The colour of a state, by the class that has it. */
export function toneOf(state: State | undefined): string {
  if (state === undefined) return 'none';
  return /Fail$|^lost$/.test(state) ? 'failed' : state;
}

/** A state in its colour, in CWL's own word. */
export function badge(state: State | undefined, text: string = state ?? 'no job'): Html {
  return html`<span class="state ${toneOf(state)}">${text}</span>`;
}

const endings: Readonly<Record<State, string>> = {
  success: 'It succeeded',
  permanentFail: 'It failed',
  temporaryFail: 'It failed for now',
  cancelled: 'It was cancelled',
  skipped: 'It was skipped',
  lost: 'It was lost',
  unfinished: 'It was cut short or still goes on: the log ends',
};

/** The head of the page: what ran, who ran it, when, where and how it went. */
export function tellStory(book: Book): Html {
  const { report } = book;
  const { agent, state, seconds, start, doc } = report;
  const who = agent?.name ?? agent?.email ?? agent?.orcid;
  const [place, ...others] = report.locations;
  const where = place && ` on ${place.hostname}${others.length > 0 ? ` and ${count(others.length, 'other place')}` : ''}`;
  return html`<header>
    <p class="kind">Workflow run ${badge(state)}</p>
    <h1>${report.title}</h1>
    <p class="story">
      ${who ?? 'Somebody'} ran this workflow on ${moment(start)}${where}. ${endings[state]} after ${duration(seconds)}:
      ${jobsInWords(report)}.
    </p>
    ${doc === undefined ? undefined : html`<p class="muted">${doc.trim()}</p>`} ${failureBox(book)} ${tiles(report)}
    ${facts(report)}
  </header>`;
}

function failureBox({ report, tails, anchors }: Book): Html | undefined {
  const { failure, errors } = report;
  if (!failure && errors.length === 0) return undefined;
  const why = errors.find(({ job }) => job === failure?.job)?.message ?? failure?.why ?? errors[0]?.message;
  const tail = failure?.stderrLog === undefined ? undefined : tails.get(failure.stderrLog);
  const anchor = failure && anchors.get(attemptOf(failure));
  const name = failure && (anchor === undefined ? failure.job : html`<a href="#${anchor}">${failure.job}</a>`);
  return html`<section class="failure">
    <h2>The first failure</h2>
    <p>${name} ${why}</p>
    ${
      tail === undefined
        ? undefined
        : html`<p class="muted">The end of its stderr:</p>
            <pre>${tail}</pre>`
    }
  </section>`;
}

function tiles({ seconds, steps, transfers, outputs }: Report): Html {
  const cpu = steps.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const memory = Math.max(0, ...steps.map(({ peakMemoryKiB }) => peakMemoryKiB));
  const moved = transfers.reduce((sum, { bytes: size = 0 }) => sum + size, 0);
  const given = outputs.filter(({ value }) => value !== null).length;
  const tile = (name: string, value: string | undefined) =>
    value === undefined
      ? undefined
      : html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`;
  return html`<dl class="tiles">
    ${tile('Duration', duration(seconds))}${tile(
      'Jobs',
      grouped(steps.reduce((sum, { jobs }) => sum + jobs, 0)),
    )}${tile('CPU time', cpu > 0 ? duration(cpu) : undefined)}${tile(
      'Peak memory of a job',
      memory > 0 ? bytes(memory * 1024) : undefined,
    )}${tile('Data moved', moved > 0 ? bytes(moved) : undefined)}${tile('Outputs', grouped(given))}
  </dl>`;
}

function facts({ agent, start, end, locations, engine, images, command, license }: Report): Html {
  const fact = (name: string, value: Html | string | readonly Html[] | undefined) =>
    value === undefined
      ? undefined
      : html`<dt>${name}</dt>
          <dd>${value}</dd>`;
  const affiliation = agent?.affiliation === undefined ? undefined : html`, ${link(agent.ror, agent.affiliation)}`;
  const places = locations.map(
    (place) =>
      html`<div>${placeName(place)}: ${place.os}, ${count(place.cores, 'core')}, ${bytes(place.memoryMiB * 2 ** 20)}</div>`,
  );
  const containers = images.map(
    ({ requested, id, architecture }) =>
      html`<div>${requested} <span class="muted mono">${id.slice(0, 19)}</span> ${architecture}</div>`,
  );
  return html`<dl class="facts">
    ${[
      fact('Who', agent && html`${link(agent.orcid, agent.name ?? agent.email ?? agent.orcid ?? 'nobody said')}${affiliation}`),
      fact('When', `${moment(start)} to ${moment(end)}`),
      fact('Where', places.length > 0 ? places : undefined),
      fact('Engine', html`${link(engine.url, `${engine.name} ${engine.version}`)}, ${engine.runtime}`),
      fact('Containers', containers.length > 0 ? containers : undefined),
      fact('Command', html`<code>${command.map(quote).join(' ')}</code>`),
      fact('Licence', license),
    ]}
  </dl>`;
}

function placeName({ location, hostname, address, within }: LocationDescribed): Html {
  if (location === 'local') return html`${hostname}`;
  const where = [address ?? (hostname === location ? undefined : hostname), within && `through ${within}`].filter(Boolean);
  return html`${location}${where.length > 0 ? html` <span class="muted">(${where.join(', ')})</span>` : undefined}`;
}

/** A link to the web where the address is one, else the text alone. */
export function link(address: string | undefined, text: string): Html {
  return /^https?:\/\//.test(address ?? '') ? html`<a href="${address}" rel="noopener noreferrer">${text}</a>` : html`${text}`;
}

import { groupBy } from '../report/step-row.ts';
import { packed, profile, timelineOf, type Lane, type Span } from '../report/timeline.ts';
import { bytes, count, duration } from '../report/words.ts';
import type { Book } from './book.ts';
import { html, type Html } from './html.ts';
import { toneOf } from './story.ts';

/** More bars than these, or more beside each other, are drawn as how many were under way. */
const most = { bars: 80, beside: 4, lanes: 120 } as const;
const wide = 1000;
const bins = 200;

/** Where the time went: for each location its data and steps, along one axis. */
export function chartTime(book: Book): Html | undefined {
  const { report } = book;
  const lanes = timelineOf(report);
  if (lanes.length === 0) return undefined;
  const whole = Math.max(1, report.seconds * 1000);
  const shown = lanes.slice(0, most.lanes);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => html`<span>${duration((part * whole) / 1000)}</span>`);
  const places = [...groupBy(shown, ({ location }) => location)].map(
    ([location, own]) =>
      html`<h3>${placeName(book, location)}</h3>
        ${own.map((lane) => drawLane(book, lane, whole))}`,
  );
  const rest = lanes.length - shown.length;
  return html`<section>
    <h2 id="timeline">Timeline</h2>
    <div class="chart">
      ${places}
      <div class="axis">${ticks}</div>
    </div>
    ${rest > 0 ? html`<p class="muted">${count(rest, 'more row')} in <code>events.jsonl</code>.</p>` : undefined}
  </section>`;
}

function placeName({ report }: Book, location: string): string {
  const host = report.locations.find((place) => place.location === location)?.hostname;
  return location === 'local'
    ? (host ?? 'this machine')
    : host === undefined || host === location
      ? location
      : `${location} (${host})`;
}

function drawLane({ anchors }: Book, { step, bytes: size, spans }: Lane, whole: number): Html {
  const rows = spans.length <= most.bars ? packed(spans, most.beside) : undefined;
  const anchor = step === undefined ? undefined : anchors.get(step);
  const name = step === undefined ? 'data' : html`<a href="#${anchor}">${step.slice(1)}</a>`;
  const crowd = rows ? undefined : profile(spans, whole, bins);
  const crowded = crowd && `${count(spans.length, 'job')}, ${Math.max(1, Math.round(Math.max(...crowd)))} at once`;
  const amount = size === undefined ? crowded : bytes(size);
  return html`<span class="label">${name} <span class="muted">${amount}</span></span
    >${rows ? drawBars(rows, whole) : drawCrowd(spans, crowd!, whole)}`;
}

function drawBars(rows: readonly (readonly Span[])[], whole: number): Html {
  const bars = rows.flatMap((row, at) =>
    row.map(({ start, end, state, title }) => {
      const width = Math.max(2, ((end - start) / whole) * wide);
      const x = Math.min(wide - width, (start / whole) * wide);
      return html`<rect class="${toneOf(state)}" x="${fixed(x)}" y="${at * 10 + 1}" width="${fixed(width)}" height="8"
        ><title>${title}: ${state}, ${duration((end - start) / 1000)}</title></rect
      >`;
    }),
  );
  return html`<svg
    viewBox="0 0 ${wide} ${rows.length * 10}"
    preserveAspectRatio="none"
    ${rows.length > 2 ? html` class="tall"` : undefined}
    role="img"
  >
    ${bars}
  </svg>`;
}

/** How many were under way, as a hill; before it those that did not go well, however few they are. */
function drawCrowd(spans: readonly Span[], all: readonly number[], whole: number): Html {
  const top = Math.max(...all);
  const states = groupBy(spans, ({ state }) => toneOf(state));
  const hills = [...states].map(([tone, own]) => {
    const least = tone === 'success' ? 0 : top / 3;
    const heights = (states.size === 1 ? all : profile(own, whole, bins)).map((height) =>
      height > 0 ? Math.max(height, least) : 0,
    );
    const points = heights.map((height, at) => `${at * (wide / bins)},${fixed(20 - (height / top) * 19)}h${wide / bins}`);
    return { tone, size: own.length, path: `M0,20L${points.join('L')}V20Z` };
  });
  const drawn = hills.toSorted((a, b) => b.size - a.size);
  return html`<svg class="tall" viewBox="0 0 ${wide} 20" preserveAspectRatio="none" role="img">
    ${drawn.map(({ tone, size, path }) => html`<path class="${tone}" d="${path}"><title>${count(size, 'job')} ${tone}</title></path>`)}
  </svg>`;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}

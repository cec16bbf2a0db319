import type { JobRow } from '../report/job-row.ts';
import { attemptOf } from '../report/report.ts';
import type { StepRow } from '../report/step-row.ts';
import { countsInWords } from '../report/sums.ts';
import { bytes, count, duration } from '../report/words.ts';
import type { Book } from './book.ts';
import { html, type Html } from './html.ts';
import { badge } from './story.ts';

/** Every step with its figures; opened, its jobs: what ran, where, how long, and how it ended. */
export function listSteps(book: Book): Html {
  return html`<section>
    <h2 id="steps">Steps</h2>
    ${book.report.steps.map((step) => showStep(book, step))}
  </section>`;
}

function showStep(book: Book, step: StepRow): Html {
  const { path, label, state, seconds, peakMemoryKiB, what } = step;
  const figures = [seconds > 0 ? duration(seconds) : undefined, peakMemoryKiB > 0 ? bytes(peakMemoryKiB * 1024) : undefined];
  const shown = book.jobs.get(path) ?? [];
  const depth = path.split('/').length - 2;
  return html`<details style="margin-left:${depth * 1.2}rem">
    <summary>
      <span class="row"
        ><span><b>${label ?? path.slice(path.lastIndexOf('/') + 1)}</b> <span class="muted mono">${what}</span></span
        ><span>${badge(state, countsInWords(step))}</span><span>${figures.filter(Boolean).join(' · ')}</span></span
      >
    </summary>
    <div id="${book.anchors.get(path)}">
      <p class="muted"><code>${path}</code>${step.locations.length > 0 ? ` at ${step.locations.join(', ')}` : ''}</p>
      ${shown.length > 0 ? jobTable(book, step, shown) : undefined}
    </div>
  </details>`;
}

function jobTable({ anchors, tails, report }: Book, { path }: StepRow, shown: readonly JobRow[]): Html {
  const began = Date.parse(report.start);
  const all = report.jobs.filter(({ step }) => step === path).length;
  const rows = shown.map(
    (job) =>
      html`<tr id="${anchors.get(attemptOf(job))}">
          <td>${job.label}${(job.attempt ?? 1) > 1 ? ` (attempt ${job.attempt})` : ''}</td>
          <td>${badge(job.state)}</td>
          <td>${job.location}</td>
          <td class="number">+${duration((Date.parse(job.start) - began) / 1000)}</td>
          <td class="number">${duration(job.seconds)}</td>
          <td class="number">${job.cpuSeconds === undefined ? '' : duration(job.cpuSeconds)}</td>
          <td class="number">${job.peakMemoryKiB === undefined ? '' : bytes(job.peakMemoryKiB * 1024)}</td>
          <td class="number">${job.exitCode ?? job.signal}</td>
        </tr>
        ${notes(job, tails)}`,
  );
  const rest =
    all > shown.length
      ? html`<p class="muted">${count(all - shown.length, 'more row')} in <code>events.jsonl</code>.</p>`
      : undefined;
  const [example] = shown.filter(({ command }) => command !== undefined);
  const heads = ['job', 'state', 'where', 'began', 'took', 'CPU', 'memory', 'exit code'];
  return html`<div class="wide">
      <table>
        <thead>
          <tr>
            ${heads.map((head, at) => html`<th${at > 2 ? html` class="number"` : undefined}>${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${rest}${
      example &&
      html`<p class="muted">The command of ${example.label}${example.image === undefined ? '' : ` in ${example.image}`}:</p>
        <pre>${example.command}</pre>`
    }`;
}

function notes({ why, stderrLog }: JobRow, tails: Book['tails']): Html | undefined {
  const tail = stderrLog === undefined ? undefined : tails.get(stderrLog);
  if (why === undefined && tail === undefined) return undefined;
  return html`<tr>
    <td colspan="8">${why}${tail === undefined ? undefined : html`<pre>${tail}</pre>`}</td>
  </tr>`;
}

import type { Graph, Tone } from '../graph/graph.ts';
import { palette, skins, tones } from './palette.ts';
import { curvePath, tipPath } from './path.ts';
import type { Direction, Scene, Shape, Text, TextRole, Wire } from '../drawing/scene.ts';
import { stackDepth } from '../drawing/card.ts';
import { attribute, number, text } from './xml.ts';
import { faces, fontFamily } from '../drawing/type-face.ts';

const margin = 20;

/**
 * A scene as SVG 1.1: complete in itself, without scripts or anything from elsewhere. Light colours are attributes,
 * which every program reads; dark ones are a style for screens that ask for them, so that print is always light.
 */
export function writeSvg(scene: Scene, graph: Graph): string {
  const [width, height] = [number(scene.width + 2 * margin), number(scene.height + 2 * margin)];
  const steps = graph.nodes.filter(({ kind }) => kind === 'step').length;
  const links = graph.edges.length;
  const frames = scene.shapes.filter(isFrame);
  const cards = scene.shapes.filter((shape) => !isFrame(shape));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" class="crate-run-graph" role="img" aria-labelledby="crate-run-graph-title crate-run-graph-desc" font-family="${attribute(fontFamily)}">`,
    `<title id="crate-run-graph-title">${text(graph.label ?? graph.name)}</title>`,
    `<desc id="crate-run-graph-desc">${text(`${graph.doc === undefined ? '' : `${graph.doc.trim()}\n`}A workflow of ${count(steps, 'step')} and ${count(links, 'link')}.`)}</desc>`,
    `<style>${darkStyle(tonesOf(scene))}</style>`,
    `<rect class="paper" x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${palette.paper.light}"/>`,
    ...frames.map(shapeElement),
    ...scene.wires.toSorted((a, b) => Number(a.holdsFiles) - Number(b.holdsFiles)).map((wire) => wireElement(wire, scene.flow)),
    ...cards.map(shapeElement),
    ...frames.map(labelElements),
    '</svg>',
    '',
  ].join('\n');
}

function isFrame({ look }: Shape): boolean {
  return look === 'frame' || look === 'batch';
}

function shapeElement(shape: Shape): string {
  const { x, y, width, height, look, stacked, rules, title, outcome } = shape;
  const depth = stacked ? stackDepth : 0;
  const box = { x: 0, y: depth, width: width - depth, height: height - depth };
  const rest = stacked ? [stackDepth, stackDepth / 2].map((by) => outline({ ...box, x: by, y: depth - by }, shape)).join('') : '';
  const lines = rules.map((at) => `<path d="M1 ${number(at)}H${number(width - 1)}" stroke-opacity=".25"/>`).join('');
  const skin = skins[look];
  const inner = isFrame(shape) ? '' : labelElements({ ...shape, x: 0, y: 0 });
  const colours = `fill="${skin.fill.light}" stroke="${outcome ? tones[outcome.tone].light : skin.line.light}"`;
  const classes = outcome ? `${look} ${outcome.tone}` : look;
  const drawn = `<title>${text(title)}</title><g class="${classes}" ${colours}>${rest}${outline(box, shape)}${lines}${accent(box, shape)}${roundArrow(box, shape)}</g>${inner}`;
  const linked = outcome ? `<a href="${attribute(outcome.href)}">${drawn}</a>` : drawn;
  return `<g transform="translate(${number(x)} ${number(y)})">${linked}</g>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function outline({ x, y, width, height }: Box, { look, optional }: Shape): string {
  const dashes = optional || look === 'operation' ? ' stroke-dasharray="5 3"' : '';
  const radius = { input: Math.min(18, height / 2), output: Math.min(18, height / 2), frame: 10, batch: 8 }[look as string] ?? 6;
  return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${number(radius)}"${dashes}/>`;
}

/** A second line within the outline of what holds steps of its own, as for stored procedures in flow charts. */
function accent({ x, y, width, height }: Box, { look }: Shape): string {
  if (look !== 'workflow') return '';
  return `<rect x="${number(x + 3)}" y="${number(y + 3)}" width="${number(width - 6)}" height="${number(height - 6)}" rx="4" fill="none" stroke-opacity=".5"/>`;
}

/** An arrow that goes round, on the upper edge. */
function roundArrow({ x, y, width }: Box, { repeated }: Shape): string {
  if (!repeated) return '';
  const place = `transform="translate(${number(x + width - 20)} ${number(y)})"`;
  return `<g ${place}><circle r="9" stroke="none"/><path d="M5.2-3A6 6 0 1 0 6 1.5" fill="none" stroke-width="1.6"/><path d="M6.8-7.4V-2.8H2.2" fill="none" stroke-width="1.6"/></g>`;
}

function labelElements({ x, y, texts, chips }: Shape): string {
  const rects = chips.map(
    (chip) =>
      `<rect class="chip" x="${number(x + chip.x)}" y="${number(y + chip.y)}" width="${number(chip.width)}" height="15" rx="7.5" fill="${palette.chip.light}"/>` +
      textElement(
        { x: x + chip.x + chip.width / 2, y: y + chip.y + 10.8, text: chip.text, role: 'small', anchor: 'middle' },
        chip.tone,
      ),
  );
  return [...texts.map((line) => textElement({ ...line, x: x + line.x, y: y + line.y })), ...rects].join('');
}

const inks: Readonly<Record<TextRole, 'ink' | 'muted'>> = { name: 'ink', detail: 'ink', small: 'muted', port: 'muted' };

function textElement({ x, y, text: words, role, anchor }: Text, tone?: Tone): string {
  const { size, bold } = faces[role];
  const face = `font-size="${size}"${bold ? ' font-weight="bold"' : ''}${anchor ? ` text-anchor="${anchor}"` : ''}`;
  const [name, { light }] = tone ? [`${tone}-ink`, tones[tone]] : [inks[role], palette[inks[role]]];
  return `<text class="${name}" x="${number(x)}" y="${number(y)}" ${face} fill="${light}">${text(words)}</text>`;
}

function wireElement({ title, holdsFiles, curves, tips }: Wire, flow: Direction): string {
  const name = holdsFiles ? 'wire' : 'faint';
  const colour = palette[name].light;
  const line = `<path class="${name}" d="${curves.map((curve) => curvePath(curve, flow)).join('')}" fill="none" stroke="${colour}" stroke-width="${holdsFiles ? 1.6 : 1.2}"/>`;
  const points = `<path class="${name}-tip" d="${tips.map((tip) => tipPath(tip, flow)).join('')}" fill="${colour}"/>`;
  return `<g><title>${text(title)}</title>${line}${points}</g>`;
}

function tonesOf({ shapes }: Scene): ReadonlySet<Tone> {
  return new Set(shapes.flatMap(({ outcome }) => (outcome ? [outcome.tone] : [])));
}

function darkStyle(shown: ReadonlySet<Tone>): string {
  const { paper, ink, muted, wire, faint, chip } = palette;
  const fills = { paper, ink, muted, chip, 'wire-tip': wire, 'faint-tip': faint };
  const rules = [
    ...Object.entries(fills).map(([name, { dark }]) => `.crate-run-graph .${name}{fill:${dark}}`),
    ...Object.entries({ wire, faint }).map(([name, { dark }]) => `.crate-run-graph .${name}{stroke:${dark}}`),
    ...Object.entries(skins).map(([look, { fill, line }]) => `.crate-run-graph .${look}{fill:${fill.dark};stroke:${line.dark}}`),
    ...[...shown].map(
      (tone) => `.crate-run-graph .${tone}{stroke:${tones[tone].dark}}.crate-run-graph .${tone}-ink{fill:${tones[tone].dark}}`,
    ),
  ];
  return `@media screen and (prefers-color-scheme:dark){${rules.join('')}}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

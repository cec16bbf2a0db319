import type { Group, StepNode, Work } from '../graph/graph.ts';
import type { Chip, Direction, Figure, Look, Text } from './scene.ts';
import { fit, plain, widthOf, wrap } from './text.ts';
import { faces } from './type-face.ts';
import { isOptional, workMarks } from '../graph/words.ts';
import { stepTitle } from '../graph/title.ts';

const pad = 12;
const widest = 230;

/** How far the cards of a stack reach beyond the first one, up and to the right. */
export const stackDepth = 8;

/** A step as a card: label, name and tool, image or software, and what is special about it; its outputs where several leave. */
export function stepCard(step: StepNode, outputs: readonly string[], direction: Direction): Figure {
  const lines = headLines(step);
  const chips = chipLabels(step);
  const ports = outputs.length > 1 ? outputs.map((name) => fit(plain(name), 90, faces.port)) : [];
  const side = direction === 'right' && ports.length > 0 ? Math.max(...ports.map(portWidth)) + 10 : 0;
  const chipWidth = chips.reduce((sum, { text }) => sum + chipWide(text) + 5, -5);
  const inner = Math.max(72, chips.length > 0 ? chipWidth : 0, ...lines.map(([text, role]) => widthOf(text, faces[role])));
  const below = direction === 'down' ? ports.reduce((sum, text) => sum + portWidth(text) + 14, 0) : 0;
  const width = Math.ceil(Math.max(inner + 2 * pad, below) + side);
  const stack = step.scatter.length > 0 ? stackDepth : 0;
  const texts: Text[] = [];
  let y = stack + 9;
  for (const [text, role] of lines) {
    y += lineHeights[role];
    texts.push({ x: pad, y: y - 3, text, role });
  }
  const placed = placeChips(chips, pad, y + 4);
  if (chips.length > 0) y += 22;
  let height = y + 9;
  if (direction === 'down' && ports.length > 0) height += 13;
  if (direction === 'right') height = Math.max(height, stack + ports.length * 15 + 10);
  return {
    look: lookOf(step),
    width: width + stack,
    height,
    texts: [...texts, ...portTexts(ports, width, height, stack, direction)],
    chips: placed,
    rules: [],
    stacked: step.scatter.length > 0,
    optional: isOptional(step),
    repeated: step.loop !== undefined,
    title: stepTitle(step),
    ...(step.outcome && { outcome: step.outcome }),
  };
}

/** What stands at the head of a frame: its own size, from its top left corner. */
export function frameHead(group: Group): Pick<Figure, 'width' | 'height' | 'texts' | 'chips'> {
  const lines = headLines(group);
  const texts: Text[] = [];
  let y = 8;
  for (const [text, role] of lines) {
    y += lineHeights[role];
    texts.push({ x: pad, y: y - 3, text, role });
  }
  const chips = placeChips(chipLabels(group), pad, y + 4);
  if (chips.length > 0) y += 22;
  const wide = [...texts.map(({ text, role }) => pad + widthOf(text, faces[role])), ...chips.map((chip) => chip.x + chip.width)];
  return { width: Math.ceil(Math.max(...wide)), height: y + 8, texts, chips };
}

/** Where the lines of the outputs of a card leave it, from its left edge (down) or its top (right). */
export function portPlaces(count: number, { width, height, stacked }: Figure, direction: Direction): readonly number[] {
  const stack = stacked ? stackDepth : 0;
  return direction === 'down' ? evenly(count, 0, width - stack) : evenly(count, stack, height);
}

function evenly(count: number, from: number, to: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * (2 * index + 1)) / (2 * count));
}

function portTexts(
  ports: readonly string[],
  width: number,
  height: number,
  stack: number,
  direction: Direction,
): readonly Text[] {
  const places = direction === 'down' ? evenly(ports.length, 0, width) : evenly(ports.length, stack, height);
  return places.map((at, index): Text => {
    const text = ports[index]!;
    if (direction === 'down') return { x: at, y: height - 6, text, role: 'port', anchor: 'middle' };
    return { x: width - 7, y: at + 3.3, text, role: 'port', anchor: 'end' };
  });
}

const lineHeights = { name: 17, detail: 15, small: 13, port: 13 } as const;

type Line = readonly [text: string, role: 'name' | 'detail' | 'small'];

function headLines(item: (StepNode | Group) & Work): readonly Line[] {
  const { name, label, tool, command, image, software, steps, runs } = item;
  const runsWhat = command ?? (runs === 'ExpressionTool' ? 'expression' : runs === 'Operation' ? 'no program yet' : undefined);
  const size = steps === undefined ? undefined : `${steps} step${steps === 1 ? '' : 's'}`;
  const details = [label === undefined ? undefined : name, tool, runsWhat, size].filter((text) => text !== undefined);
  const known = new Set(label === undefined ? [key(name)] : []);
  const different = details.filter((text) => !known.has(key(text)) && known.add(key(text)));
  const small = image ?? software.join(', ');
  const width = widest - 2 * pad;
  return [
    ...wrap(plain(label ?? name), width, faces.name).map((text): Line => [text, 'name']),
    ...(different.length > 0 ? [[fit(plain(different.join(' · ')), width, faces.detail), 'detail'] as const] : []),
    ...(small === '' ? [] : [[fit(plain(small), width, faces.small), 'small'] as const]),
  ];
}

/** Names that say the same: `index_reads` and `index-reads`. */
function key(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

type Label = Pick<Chip, 'text' | 'tone'>;

function chipLabels(work: Work): readonly Label[] {
  const labels: readonly Label[] = [...workMarks(work).map((text) => ({ text })), ...(work.outcome ? [work.outcome] : [])];
  return labels.map(({ text, tone }) => ({ text: fit(plain(text), 170, faces.small), ...(tone && { tone }) }));
}

function chipWide(text: string): number {
  return Math.ceil(widthOf(text, faces.small)) + 12;
}

function placeChips(labels: readonly Label[], left: number, y: number): readonly Chip[] {
  let x = left;
  return labels.map((label) => {
    const chip = { x, y, width: chipWide(label.text), ...label };
    x += chip.width + 5;
    return chip;
  });
}

function portWidth(text: string): number {
  return widthOf(text, faces.port);
}

function lookOf({ runs }: StepNode): Look {
  if (runs === 'Workflow') return 'workflow';
  if (runs === 'ExpressionTool') return 'expression';
  return runs === 'Operation' ? 'operation' : 'tool';
}

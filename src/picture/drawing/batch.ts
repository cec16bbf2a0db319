import type { StepNode } from '../graph/graph.ts';
import { stepCard } from './card.ts';
import type { Drawing, Figure, Shape } from './scene.ts';

const gap = 10;
const pad = 14;

/** Many steps between the same neighbours: their cards in rows, within one frame that the links lead to. */
export function batchCard(steps: readonly StepNode[]): { readonly figure: Figure; readonly inside: Drawing } {
  const cards = steps.map((step) => stepCard(step, [], 'down'));
  const width = Math.max(...cards.map((card) => card.width));
  const height = Math.max(...cards.map((card) => card.height));
  const columns = Math.ceil(Math.sqrt((cards.length * height * 1.5) / width));
  const shapes = cards.map((card, index): Shape => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    return { ...card, width, height, x: pad + column * (width + gap), y: pad + row * (height + gap) };
  });
  const rows = Math.ceil(cards.length / columns);
  const size = { width: 2 * pad + columns * (width + gap) - gap, height: 2 * pad + rows * (height + gap) - gap };
  const title = `${steps.length} steps with the same sources and readers`;
  const figure: Figure = {
    look: 'batch',
    ...size,
    texts: [],
    chips: [],
    rules: [],
    stacked: false,
    optional: false,
    repeated: false,
    title,
  };
  return { figure, inside: { shapes, wires: [] } };
}

import type { PortNode } from '../graph/graph.ts';
import type { Figure, Text } from './scene.ts';
import { fit, plain, widthOf, wrap } from './text.ts';
import { portTitle } from '../graph/title.ts';
import { faces } from './type-face.ts';

const widest = 190;

/** An input or output as a pill: its label, and its name and type below. */
export function portPill(port: PortNode): Figure {
  const lines = wrap(plain(port.label ?? port.name), widest, faces.detail);
  const detail = fit(plain(port.label === undefined ? port.type : `${port.name} · ${port.type}`), widest, faces.small);
  const width = Math.ceil(Math.max(44, widthOf(detail, faces.small), ...lines.map((line) => widthOf(line, faces.detail)))) + 26;
  const below = lines.length * 13;
  return {
    ...bare(port),
    width,
    height: below + 23,
    texts: [
      ...lines.map((text, index): Text => ({ x: width / 2, y: 16 + index * 13, text, role: 'detail', anchor: 'middle' })),
      { x: width / 2, y: below + 15, text: detail, role: 'small', anchor: 'middle' },
    ],
    title: portTitle(port),
  };
}

/** Inputs that go to the same places, or outputs that come from the same, as one list. */
export function portList(ports: readonly PortNode[]): Figure {
  const rows = ports.map((port) => ({
    name: fit(plain(port.label ?? port.name), 150, faces.detail),
    type: fit(plain(port.type), 80, faces.small),
  }));
  const left = Math.max(...rows.map(({ name }) => widthOf(name, faces.detail)));
  const right = Math.max(...rows.map(({ type }) => widthOf(type, faces.small)));
  const width = Math.ceil(left + right) + 40;
  const texts = rows.flatMap(({ name, type }, index): Text[] => [
    { x: 12, y: 16 + index * rowHeight, text: name, role: 'detail' },
    { x: width - 12, y: 16 + index * rowHeight, text: type, role: 'small', anchor: 'end' },
  ]);
  return {
    ...bare(ports[0]!),
    width,
    height: rows.length * rowHeight + 6,
    texts,
    rules: rows.slice(1).map((_, index) => (index + 1) * rowHeight + 3),
    optional: ports.every(({ optional }) => optional),
    title: ports.map(portTitle).join('\n\n'),
  };
}

/** An input or output of a workflow that is drawn as a frame: a tab at its edge. */
export function portTab(port: PortNode): Figure {
  const text = fit(plain(port.name), 110, faces.port);
  const width = Math.ceil(widthOf(text, faces.port)) + 14;
  return {
    ...bare(port),
    width,
    height: 18,
    texts: [{ x: width / 2, y: 12.5, text, role: 'port', anchor: 'middle' }],
    title: portTitle(port),
  };
}

const rowHeight = 19;

function bare({ kind, optional }: PortNode): Pick<Figure, 'look' | 'chips' | 'rules' | 'stacked' | 'optional' | 'repeated'> {
  return { look: kind, chips: [], rules: [], stacked: false, optional, repeated: false };
}

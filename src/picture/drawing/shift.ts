import type { Curve, Drawing, Part, Point, Shape, Wire } from './scene.ts';

/** What is drawn, moved to another place. */
export function shifted({ shapes, wires }: Drawing, dx: number, dy: number): Drawing {
  return { shapes: shapes.map((shape) => movedShape(shape, dx, dy)), wires: wires.map((wire) => movedWire(wire, dx, dy)) };
}

function movedShape(shape: Shape, dx: number, dy: number): Shape {
  return { ...shape, x: shape.x + dx, y: shape.y + dy };
}

function movedWire(wire: Wire, dx: number, dy: number): Wire {
  const curves = wire.curves.map(({ style, points }): Curve => ({ style, points: points.map(([x, y]) => [x + dx, y + dy]) }));
  return { ...wire, curves, tips: wire.tips.map(([x, y]): Point => [x + dx, y + dy]) };
}

/** The drawing moved so that it begins at the top left corner, with all that it draws in its size. */
export function bounded(drawing: Drawing): Part {
  const { shapes, wires } = drawing;
  const points = wires.flatMap(({ curves }) => curves.flatMap((curve) => curve.points));
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number) => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const { x, y, width, height } of shapes) {
    include(x, y);
    include(x + width, y + height);
  }
  for (const [x, y] of points) include(x, y);
  if (left === Infinity) return { width: 0, height: 0, shapes: [], wires: [] };
  return { width: right - left, height: bottom - top, ...shifted(drawing, -left, -top) };
}

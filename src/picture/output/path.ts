import type { Curve, Direction, Point } from '../drawing/scene.ts';
import { number } from './xml.ts';

/** Radius of rounded corners. */
const corner = 9;
/** Length and half the width of the tip of an arrow. */
const tip = { length: 7, half: 3.6 } as const;

/** Path data of a curve along the flow. */
export function curvePath({ style, points }: Curve, flow: Direction): string {
  return style === 'smooth' ? smooth(points, flow) : round(points);
}

/** Path data of the tip of an arrow that ends here. */
export function tipPath([x, y]: Point, flow: Direction): string {
  const { length, half } = tip;
  return flow === 'down'
    ? `M${at([x, y])}L${at([x - half, y - length])}H${number(x + half)}Z`
    : `M${at([x, y])}L${at([x - length, y - half])}V${number(y + half)}Z`;
}

/** Leaves and reaches every point along the flow; an S where it has to change lanes. */
function smooth(points: readonly Point[], flow: Direction): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let [x, y] = first;
  let path = `M${at(first)}`;
  for (const point of rest) {
    const [nextX, nextY] = point;
    const isStraight = flow === 'down' ? Math.abs(nextX - x) < 0.01 : Math.abs(nextY - y) < 0.01;
    const middle = flow === 'down' ? (y + nextY) / 2 : (x + nextX) / 2;
    if (isStraight) path += flow === 'down' ? `V${number(nextY)}` : `H${number(nextX)}`;
    else if (flow === 'down') path += `C${at([x, middle])} ${at([nextX, middle])} ${at(point)}`;
    else path += `C${at([middle, y])} ${at([middle, nextY])} ${at(point)}`;
    [x, y] = point;
  }
  return path;
}

/** Straight lines with rounded corners. */
function round(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${at(point)}`;
      if (!after) return `L${at(point)}`;
      return `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, after))}`;
    })
    .join('');
}

/** The point where the rounding of a corner begins. */
function towards([x, y]: Point, [toX, toY]: Point): Point {
  const distance = Math.hypot(toX - x, toY - y);
  const share = distance === 0 ? 0 : Math.min(corner, distance / 2) / distance;
  return [x + (toX - x) * share, y + (toY - y) * share];
}

function at([x, y]: Point): string {
  return `${number(x)} ${number(y)}`;
}

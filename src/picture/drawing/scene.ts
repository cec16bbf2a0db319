import type { Tone } from '../graph/graph.ts';

/** Shapes and lines with their places in pixels, to the right and down; outer frames come first. */
export interface Drawing {
  readonly shapes: readonly Shape[];
  readonly wires: readonly Wire[];
}

/** A drawing within a rectangle whose top left corner is 0, 0. */
export interface Part extends Drawing {
  readonly width: number;
  readonly height: number;
}

/** A whole picture before it is written down. */
export interface Scene extends Part {
  /** Where links lead. */
  readonly flow: Direction;
}

export type Direction = 'down' | 'right';

/** A face of a shape: how it looks apart from what it says. */
export type Look = 'tool' | 'expression' | 'operation' | 'workflow' | 'input' | 'output' | 'frame' | 'batch';

/** What can be drawn, its texts placed within it. */
export interface Figure {
  readonly look: Look;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Text[];
  readonly chips: readonly Chip[];
  /** Lines between the rows of a list, from its top. */
  readonly rules: readonly number[];
  /** Drawn as a stack of cards: once for each element. */
  readonly stacked: boolean;
  /** Drawn with a broken line: may be left out. */
  readonly optional: boolean;
  /** Marked as what goes round in a loop. */
  readonly repeated: boolean;
  /** All there is to say, for those who point at it or cannot see it. */
  readonly title: string;
  /** How it went, in a picture of a run, and where more is said. */
  readonly outcome?: { readonly tone: Tone; readonly href: string };
}

export interface Shape extends Figure {
  readonly x: number;
  readonly y: number;
}

export interface Text {
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly text: string;
  readonly role: TextRole;
  readonly anchor?: 'middle' | 'end';
}

export type TextRole = 'name' | 'detail' | 'small' | 'port';

/** A small label for what happens to a step: scatter, condition, how it went. */
export interface Chip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
  readonly tone?: Tone;
}

/** All the lines from one output or input. */
export interface Wire {
  readonly title: string;
  readonly holdsFiles: boolean;
  readonly curves: readonly Curve[];
  /** Where its arrows end. */
  readonly tips: readonly Point[];
}

/** Points from one shape to the next. `smooth` lines bend in the shape of an S between two points, `round` ones have corners. */
export interface Curve {
  readonly style: 'smooth' | 'round';
  readonly points: readonly Point[];
}

export type Point = readonly [x: number, y: number];

import type { Look } from '../drawing/scene.ts';
import type { Tone } from '../graph/graph.ts';

/** Colours for light and dark backgrounds. */
interface Shade {
  readonly light: string;
  readonly dark: string;
}

/** Colour of each part of a picture, by the class that has it: readable in print, in grey, and for the colour-blind. */
export const palette = {
  paper: shade('#ffffff', '#0d1117'),
  ink: shade('#1b2530', '#e6edf3'),
  muted: shade('#566474', '#9aa7b5'),
  wire: shade('#73849a', '#72839a'),
  faint: shade('#a9b5c3', '#4d5b6b'),
  chip: shade('#e9edf3', '#27303b'),
} as const;

/** Colour of each state, for outlines and words. */
export const tones: Readonly<Record<Tone, Shade>> = {
  success: shade('#1b8553', '#46b880'),
  failed: shade('#c4342c', '#ff8078'),
  unfinished: shade('#a96a00', '#e0a54a'),
  cancelled: shade('#7a5cc0', '#b49bf0'),
  skipped: shade('#8a94a0', '#7d8896'),
  none: shade('#8a94a0', '#7d8896'),
};

interface Skin {
  readonly fill: Shade;
  readonly line: Shade;
}

/** Fill and outline of each kind of shape. */
export const skins: Readonly<Record<Look, Skin>> = {
  tool: { fill: shade('#ffffff', '#161d27'), line: shade('#4a7fc1', '#5f97dd') },
  expression: { fill: shade('#ffffff', '#1b1926'), line: shade('#8a63c9', '#a886e6') },
  operation: { fill: shade('#ffffff', '#171b21'), line: shade('#8993a0', '#7d8896') },
  workflow: { fill: shade('#f3f7fb', '#141c26'), line: shade('#35648f', '#7fb2e0') },
  input: { fill: shade('#e6f4ec', '#10281d'), line: shade('#3a9a69', '#44a878') },
  output: { fill: shade('#fdf0de', '#2d1f0d'), line: shade('#cf7f22', '#db953f') },
  frame: { fill: shade('#f4f6f9', '#121820'), line: shade('#9fb0c3', '#45566a') },
  batch: { fill: shade('#f8f9fb', '#10161d'), line: shade('#c3cedb', '#35424f') },
};

function shade(light: string, dark: string): Shade {
  return { light, dark };
}

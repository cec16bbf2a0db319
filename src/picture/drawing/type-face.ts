import type { Face } from './text.ts';
import type { TextRole } from './scene.ts';

/** How each kind of text is set. */
export const faces: Readonly<Record<TextRole, Face>> = {
  name: { size: 13, bold: true },
  detail: { size: 11 },
  small: { size: 9.5 },
  port: { size: 9.5 },
};

/** Helvetica and fonts with its widths, which every system has one of. */
export const fontFamily = `"Helvetica Neue", Helvetica, Arial, "Liberation Sans", "Nimbus Sans", Arimo, sans-serif`;

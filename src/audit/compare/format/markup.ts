import type { Readable } from '../content.ts';
import type { Item } from '../item.ts';
import { readPng } from './png.ts';

/** Reads XML and SVG. */
export const readXml = (content: Readable) => readMarkup(content, true);

/** Reads HTML, however well-formed. */
export const readHtml = (content: Readable) => readMarkup(content, false);

/** A picture within a document. */
const embedded = 'data:image/png;base64,';

/**
 * Elements, their attributes in the order of their names, texts and comments. Ids that a program made up, as Matplotlib
 * does, get the numbers in which they come; PNG pictures within the document are compared as pictures.
 */
async function* readMarkup(content: Readable, xmlMode: boolean): AsyncGenerator<Item> {
  const { Parser } = await import('htmlparser2');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const ids = madeUpIds();
  const open: string[] = [];
  const ready: (Item | Buffer)[] = [];
  let text = '';
  const part = (what: string, value: string): Item => {
    const path = `/${open.join('/')}`;
    return { place: (column = 0) => `${path}${what}, letter ${column + 1}`, value, free: true };
  };
  const flush = () => {
    // Space between elements is layout.
    const words = text.replace(/\s+/g, ' ').trim();
    if (words !== '') ready.push(part(', text', words));
    text = '';
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        flush();
        open.push(name);
        ready.push(part('', `<${name}>`));
        for (const [key, value] of Object.entries(attributes).sort()) {
          ready.push(part(` ${key}`, `${key}=`));
          if (value.startsWith(embedded)) ready.push(Buffer.from(value.slice(embedded.length), 'base64'));
          else ready.push(part(` ${key}`, ids.inAttribute(key, value)));
        }
      },
      ontext: (data) => void (text += data),
      oncomment(data) {
        flush();
        ready.push(part(', comment', `<!--${data.replace(/\s+/g, ' ')}`));
      },
      onprocessinginstruction(name, data) {
        flush();
        ready.push(part(`, ${name}`, data));
      },
      onclosetag() {
        flush();
        ready.push(part(', end', '</>'));
        open.pop();
      },
    },
    { xmlMode },
  );
  const drain = async function* () {
    for (const item of ready.splice(0)) {
      if (Buffer.isBuffer(item)) yield* readPng(item);
      else yield item;
    }
  };
  for await (const chunk of content.open()) {
    parser.write(decoder.decode(chunk, { stream: true }));
    yield* drain();
  }
  parser.end();
  yield* drain();
  for (const id of ids.all()) yield { aside: 'ids that a program made up', value: id };
}

/** Names such as `p8f3a12b0c4`, by the number in which they come. */
function madeUpIds() {
  const numbers = new Map<string, string>();
  const number = (id: string) => {
    const known = numbers.get(id) ?? `id ${numbers.size + 1}`;
    numbers.set(id, known);
    return known;
  };
  const name = '[A-Za-z_-]{0,12}[0-9a-f]{8,40}';
  return {
    all: () => numbers.keys(),
    inAttribute(key: string, value: string): string {
      if (key === 'id') return new RegExp(`^${name}$`).test(value) ? number(value) : value;
      if (/(^|:)href$/.test(key)) return value.replace(new RegExp(`^#(${name})$`), (_, id: string) => `#${number(id)}`);
      return value.replace(new RegExp(`url\\(#(${name})\\)`, 'g'), (_, id: string) => `url(#${number(id)})`);
    },
  };
}

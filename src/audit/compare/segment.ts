/** A piece of a line of text. */
export interface Segment {
  /** What a normaliser takes it for, as `date and time`; absent for text that matters. */
  readonly removable?: string;
  readonly number?: number;
  /** What of it has to be the same: all of a text, the last name of a staged path, nothing of a date. */
  readonly text: string;
  readonly whole: string;
  /** Where in the line it begins. */
  readonly start: number;
}

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const weekday = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? {1,2})?';
const zone = '(?: ?(?:Z|UTC|GMT|[A-Z]{3,4}|[+-]\\d{2}:?\\d{2}))?';
const clock = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AP]M)?';
const day = [
  '\\d{4}[-/.]\\d{2}[-/.]\\d{2}',
  `\\d{1,2}[ -]${month}[ -]\\d{4}`,
  `${month} {1,2}\\d{1,2}, ?\\d{4}`,
  '\\d{1,2}/\\d{1,2}/\\d{4}',
].join('|');
const uuid = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

/** Alternatives in the order in which they are tried; each is linear in the length of the line. */
const pieces: readonly (readonly [kind: string, pattern: string])[] = [
  ['path', '(?<![\\w./])/[\\w.+@%~/-]+'],
  ['moment', `${weekday}(?:${day})(?:[T ]| at ) ?${clock}${zone}`],
  ['moment', `${weekday}${month} {1,2}\\d{1,2} ${clock}${zone} \\d{4}`],
  ['moment', '(?<!\\d)D?:?(?:19|20)\\d{6}T?\\d{6}Z?(?!\\d)'],
  ['day', `(?<![\\w.-])${weekday}(?:${day})(?![\\w.])`],
  ['clock', '(?<![\\w:.])\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(?![\\w:])'],
  ['uuid', uuid],
  ['memory', '(?<=Runtime\\.totalMemory\\(\\)=)\\d+'],
  ['duration', '(?<![\\w.])(?:\\d+m)?\\d+(?:\\.\\d+)? ?(?:ns|[uµ]s|ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\\b'],
  ['number', '(?<![\\w.])[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,4})?(?![\\w.])'],
];

/** A search for the pieces, with their kinds in the order of the groups. */
function searchFor(kept: typeof pieces) {
  return { kinds: kept.map(([kind]) => kind), pattern: new RegExp(kept.map(([, pattern]) => `(${pattern})`).join('|'), 'g') };
}
const everywhere = searchFor(pieces.filter(([kind]) => kind !== 'duration'));
const whereItTakesLong = searchFor(pieces);

const comment = /^\s*(?:#|%|\/\/|;|@|--|<!--|\*|!)/;
const saysWhen =
  /(?<![a-z])(?:dated?|time|timestamp|created|generated|modified|started|finished|ended|completed|printed|built)(?![a-z])|Date/i;
const saysHowLong =
  /elapsed|took|duration|run ?time|wall.?(?:clock|time)|cpu time|(?:finished|completed|done) in|^(?:real|user|sys)\s/i;

/** Folders in which runners put files. */
const temporary = /^(?:\/private)?\/(?:tmp|scratch|cromwell-executions|var\/(?:tmp|folders|lib\/cwl|spool\/cwl))\//;
/** A folder named by chance: a UUID, or a folder of Nextflow's work. */
const byChance = new RegExp(`${uuid}|/[0-9a-f]{2}/[0-9a-f]{30}/`);
/** A name that a program made up. */
const madeUp = /^(?:tmp|stg)?[\w-]*\d[\w-]*$/;

/** A line in pieces, of which some are removable where they stand: a bare date only in a comment or where a word says when. */
export function segments(line: string): readonly Segment[] {
  const found: Segment[] = [];
  const when = comment.test(line) || saysWhen.test(line);
  const { kinds, pattern } = saysHowLong.test(line) ? whereItTakesLong : everywhere;
  let end = 0;
  const keep = (to: number) => {
    if (to > end) found.push({ text: line.slice(end, to), whole: line.slice(end, to), start: end });
  };
  for (const match of line.matchAll(pattern)) {
    const kind = kinds[match.slice(1).findIndex(Boolean)];
    const segment = segmentOf(kind, match[0], match.index, when);
    if (segment === undefined) continue;
    keep(match.index);
    found.push(segment);
    end = match.index + match[0].length;
  }
  keep(line.length);
  return found;
}

/** `when`: the line says of its dates that they are of no matter. */
function segmentOf(kind: string | undefined, whole: string, start: number, when: boolean): Segment | undefined {
  const removable = (name: string, text = ''): Segment => ({ removable: name, text, whole, start });
  switch (kind) {
    case 'path': {
      if (!temporary.test(whole) && !byChance.test(whole)) return undefined;
      const name = whole.slice(whole.lastIndexOf('/') + 1);
      return removable('folder of a staged file', temporary.test(whole) && madeUp.test(name) ? '' : name);
    }
    case 'moment':
      return removable('date and time');
    case 'day':
      return when ? removable('date') : undefined;
    case 'clock':
      return when || start <= 1 ? removable('time of day') : undefined;
    case 'uuid':
      return removable('UUID');
    case 'memory':
      return removable('memory of the program');
    case 'duration':
      return removable('duration');
    default:
      return { number: Number(whole), text: whole, whole, start };
  }
}

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Alias,
  type Node,
  type YAMLMap,
} from './yaml-library.ts';
import { CrateRunError, type Diagnostic } from '../../../base/error.ts';
import { place, type Span } from '../../../base/span.ts';
import { excessOf } from './excess.ts';
import { isRawMap, setMember, type Raw, type RawMap } from './raw.ts';
import { yamlFault } from './yaml-fault.ts';

/** Characters of one document; far above any workflow that people write. */
const longestDocument = 16 * 1024 * 1024;
const deepestNesting = 200;
/** Nodes that a document may stand for once its aliases are followed. */
const mostNodes = 2_000_000;

/**
 * Reads YAML 1.2 (core schema, merge keys) or JSON. Whole numbers keep all their digits; maps and lists get their places.
 * Throws DOC_SYNTAX with every fault of the text, or DOC_TOO_LARGE.
 */
export function readYaml(text: string, document: string, limit = longestDocument): Raw {
  const start = { document, line: 1, column: 1 };
  if (text.length > limit) throw tooLarge(`is longer than ${limit} characters`, start);
  const excess = excessOf(text, deepestNesting);
  if (excess !== undefined) throw tooLarge(excess, start);
  try {
    return parse(text, document);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw tooLarge('is nested too deep', start);
    throw thrown;
  }
}

function parse(text: string, document: string): Raw {
  const lines = new LineCounter();
  const options = { version: '1.2', merge: true, intAsBigInt: true, prettyErrors: false } as const;
  // The parser compares each name of a mapping with all before it; `grow` looks for doubles in less time.
  const parsed = parseDocument(text, { ...options, lineCounter: lines, uniqueKeys: false });
  const spanAt = (offset: number): Span => {
    const { line, col } = lines.linePos(offset);
    return { document, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (parsed.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')) throw new RangeError('nested too deep');
  // After one fault of layout every later word is unexpected too; that tells nobody anything.
  const [error] = parsed.errors;
  const doubles: Diagnostic[] = [];
  const value = error ? null : grow(parsed.contents, spanAt, doubles);
  const faults = error ? [fault(yamlFault(error), spanAt(error.pos[0]))] : doubles;
  const [first] = faults;
  if (first) throw new CrateRunError('DOC_SYNTAX', first.message, { span: first.span, diagnostics: faults });
  return value;
}

/** Turns nodes into plain values. What an anchor names is made once and shared by all its aliases; `doubles` gets names given twice. */
function grow(root: Node | null, spanAt: (offset: number) => Span, doubles: Diagnostic[]): Raw {
  const anchors = new Map<string, { value: Raw; nodes: number } | 'open'>();
  let nodes = 0;
  let depth = 0;

  function convert(node: unknown): Raw {
    if (isAlias(node)) return follow(node);
    nodes++;
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return plain(node);
    const before = nodes;
    anchors.set(anchor, 'open');
    const value = plain(node);
    anchors.set(anchor, { value, nodes: nodes - before + 1 });
    return value;
  }

  function plain(node: unknown): Raw {
    if (isScalar(node)) return scalar(node.value);
    if (!isMap(node) && !isSeq(node)) return null;
    const self = spanAt(node.range?.[0] ?? 0);
    if (++depth > deepestNesting) throw tooLarge(`is nested deeper than ${deepestNesting} levels`, self);
    const value = isMap(node) ? map(node, self) : list(node.items, self);
    depth--;
    return value;
  }

  function list(items: readonly unknown[], self: Span): Raw[] {
    const fields: Record<string, Span> = {};
    const value = items.map((item, index) => {
      fields[index] = spanAt((item as Node).range?.[0] ?? 0);
      return convert(item);
    });
    place(value, self, fields);
    return value;
  }

  function map(node: YAMLMap, self: Span): RawMap {
    const value: RawMap = {};
    const fields: Record<string, Span> = {};
    const merged: Raw[] = [];
    for (const { key, value: member } of node.items) {
      const at = spanAt((key as Node).range?.[0] ?? 0);
      if (isScalar(key) && typeof key.value === 'symbol') {
        merged.push(convert(member));
        continue;
      }
      const word = isScalar(key) ? scalar(key.value) : null;
      if (word === null) throw syntax('names in a mapping must be plain words', at);
      if (Object.hasOwn(fields, String(word))) doubles.push(fault(`"${String(word)}" is given twice`, at));
      fields[String(word)] = at;
      setMember(value, String(word), convert(member));
    }
    for (const source of merged.flat()) {
      if (!isRawMap(source)) throw syntax('`<<` merges mappings only', self);
      for (const [name, member] of Object.entries(source)) if (!Object.hasOwn(value, name)) setMember(value, name, member);
    }
    place(value, self, fields);
    return value;
  }

  function follow(alias: Alias): Raw {
    const at = spanAt(alias.range?.[0] ?? 0);
    const known = anchors.get(alias.source);
    if (known === undefined) throw syntax(`no anchor &${alias.source} before this alias`, at);
    if (known === 'open') throw syntax(`alias *${alias.source} stands within its own anchor`, at);
    nodes += known.nodes;
    if (nodes > mostNodes) throw tooLarge('stands for too many values once its aliases are followed', at);
    return known.value;
  }

  return convert(root);
}

function scalar(value: unknown): Exclude<Raw, object> {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function fault(message: string, span: Span): Diagnostic {
  return { severity: 'error', code: 'DOC_SYNTAX', message, span };
}

function syntax(message: string, span: Span): CrateRunError {
  return new CrateRunError('DOC_SYNTAX', message, { span, diagnostics: [fault(message, span)] });
}

function tooLarge(what: string, span: Span): CrateRunError {
  const message = `the document ${what}`;
  return new CrateRunError('DOC_TOO_LARGE', message, {
    span,
    diagnostics: [{ severity: 'error', code: 'DOC_TOO_LARGE', message, span }],
  });
}

import type { ErrorCode } from '../../../base/catalogue.ts';
import { spanOf, type Span } from '../../../base/span.ts';
import type { CwlVersion, Process } from '../../model/process.ts';
import type { CwlType } from '../../model/type.ts';
import type { Report } from './report.ts';
import { describe, isRawMap, type Raw, type RawMap } from '../text/raw.ts';

/** What the text around a value says about its meaning. */
export interface Scope {
  readonly version: CwlVersion;
  readonly report: Report;
  /** Whether a fault of this process, not of the processes in its steps, was reported. */
  readonly isFaulty: () => boolean;
  /** Prefixes of `$namespaces` in force in a document. */
  readonly namespaces: (document: string) => Readonly<Record<string, string>>;
  /** The type that a name stands for; undefined, with a fault reported, when there is none. */
  readonly namedType: (at: Cursor) => CwlType | undefined;
  /** The process that `run` of a step names or holds; undefined, with a fault reported, when it cannot be read. */
  readonly process: (run: Cursor, step: string) => Process | undefined;
}

/** A value, where it stands, and what it is called in messages. Links in it are relative to `span.document`. */
export interface Cursor {
  readonly value: Raw;
  readonly span: Span;
  readonly name: string;
  readonly scope: Scope;
}

/** Makes a part of the model from a value. Reports what is wrong and gives undefined when nothing can be made of it. */
export type Reader<T> = (at: Cursor) => T | undefined;

/** The field or item `key` of a map or list. */
export function childOf(at: Cursor, key: string | number): Cursor {
  const value = (at.value as Record<string | number, Raw>)[key] ?? null;
  // A map or list may have been imported from another document, which its own place tells.
  const own = typeof value === 'object' ? spanOf(value) : undefined;
  const inParent = spanOf(at.value, key) ?? at.span;
  const span = own && own.document !== inParent.document ? own : inParent;
  return { value, span, name: String(key), scope: at.scope };
}

export function itemsOf(at: Cursor): Cursor[] {
  return (at.value as Raw[]).map((_, index) => ({ ...childOf(at, index), name: at.name }));
}

/** Whether the value is a map with this `class`. */
export function hasClass(at: Cursor, ...names: readonly string[]): at is Cursor & { value: RawMap } {
  return isRawMap(at.value) && names.includes(at.value['class'] as string);
}

export function fault(at: Cursor, code: ErrorCode, message: string): undefined {
  at.scope.report({ severity: 'error', code, message, span: at.span });
}

export function warn(at: Cursor, code: ErrorCode, message: string): undefined {
  at.scope.report({ severity: 'warning', code, message, span: at.span });
}

/** Reports that a value is of the wrong kind. */
export function unexpected(at: Cursor, expected: string): undefined {
  return fault(at, 'CWL_FIELD_TYPE', `${at.name}: expected ${expected}, found ${describe(at.value)}`);
}

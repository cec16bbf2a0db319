import type { JobName, TokenName, TokenProduced } from '../../event/event.ts';
import type { CwlValue } from '../../language/model/value.ts';
import { tokenName } from './name.ts';

type How = NonNullable<TokenProduced['how']>;

/** The tokens of a run: values by name, and those that the engine made and nobody has written down yet. */
export interface Tokens {
  /** Makes a token that follows from others; it can be used at once and waits to be recorded. */
  emit(port: string, tag: string, value: CwlValue, from: readonly TokenName[], how: How, job?: JobName): TokenName;
  /** Learns a token from the log. */
  learn(fact: TokenProduced): void;
  /** The value of a token; null for one that is not known. */
  valueOf(token: TokenName | undefined): CwlValue;
  /** Whether the value of a token is known. */
  has(token: TokenName): boolean;
  /** Lets go of a value that nobody will ask for any more. */
  forget(token: TokenName): void;
  /** The tokens to be recorded, each given once. */
  drain(): readonly TokenProduced[];
}

export function createTokens(): Tokens {
  const values = new Map<TokenName, CwlValue>();
  const unrecorded = new Map<TokenName, TokenProduced>();
  return {
    emit(port, tag, value, from, how, job) {
      const token = tokenName(port, tag);
      values.set(token, value);
      unrecorded.set(token, {
        type: 'token.produced',
        token,
        port,
        tag,
        value,
        from,
        how,
        ...(job === undefined ? {} : { job }),
      });
      return token;
    },
    learn(fact) {
      unrecorded.delete(fact.token);
      values.set(fact.token, fact.value as CwlValue);
    },
    valueOf: (token) => (token === undefined ? null : (values.get(token) ?? null)),
    has: (token) => values.has(token),
    forget: (token) => void values.delete(token),
    drain() {
      const tokens = [...unrecorded.values()];
      unrecorded.clear();
      return tokens;
    },
  };
}

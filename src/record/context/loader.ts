import { contextAt } from './context.ts';

/** What jsonld wants of a document loader. */
export interface LoadedContext {
  readonly contextUrl: undefined;
  readonly documentUrl: string;
  readonly document: { readonly '@context': Readonly<Record<string, string>> };
}

/** Answers for the contexts that crates name, from what the program carries; never asks the network. Rejects any other URL. */
export function loadContext(url: string): Promise<LoadedContext> {
  const context = contextAt(url);
  if (!context) return Promise.reject(new Error(`the JSON-LD context ${url} is not known`));
  return Promise.resolve({ contextUrl: undefined, documentUrl: url, document: { '@context': context } });
}

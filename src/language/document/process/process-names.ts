import { baseOf } from '../text/location.ts';

/** Gives every process its id in the packed document: unique, short, the same for the same documents. */
export interface ProcessNames {
  /** The process that was asked for. */
  readonly main: () => string;
  /** A process in a document by itself, or the member `fragment` of its `$graph`. */
  readonly inDocument: (document: string, fragment?: string) => string;
  /** A process written within a step. */
  readonly inStep: (step: string) => string;
}

export function processNames(entry: string): ProcessNames {
  const taken = new Set<string>();
  const documents = new Map<string, string>();
  const unique = (wanted: string): string => {
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  };
  const documentName = (document: string): string => {
    const name = documents.get(document) ?? unique(baseOf(document));
    documents.set(document, name);
    return name;
  };
  return {
    main: () => `#${unique('main')}`,
    inDocument: (document, fragment) => {
      if (fragment === undefined) return `#${documentName(document)}`;
      return `#${unique(document === entry ? fragment : `${documentName(document)}/${fragment}`)}`;
    },
    inStep: (step) => `#${unique(step)}`,
  };
}

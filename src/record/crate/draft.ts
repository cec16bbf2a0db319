import type { DocumentLoaded } from '../../event/event.ts';
import type { Workflow } from '../../language/model/process.ts';
import type { Ledger } from '../ledger.ts';
import { belowOf, type Below } from './folder.ts';
import type { Graph, Reference } from './graph.ts';
import { outlineOf, type Outline } from '../outline.ts';
import { newFolders, type Folders } from './path.ts';
import { parametersWithSecondaryFiles, processesUsed } from './survey.ts';

/** A file of the crate: where its bytes are now (a `file:` URI), or the text itself. A path that ends in `/` is an empty folder. */
export interface CrateFile {
  readonly path: string;
  readonly from: string | { readonly text: string };
}

/** A crate in the making. */
export interface Draft {
  readonly workflow: Workflow;
  readonly outline: Outline;
  readonly ledger: Ledger;
  readonly graph: Graph;
  readonly files: CrateFile[];
  /** Ids of the data entities that belong directly to the root. */
  readonly parts: Set<string>;
  /** Ids of the actions and collections that the root mentions. */
  readonly mentions: Set<string>;
  /** Paths below the folders of the crate that are taken. */
  readonly folders: Folders;
  /** The data entity of each file and directory, by URI; of a literal, by its digest. */
  readonly data: Map<string, string>;
  readonly below: Below;
  /** The original documents, by URI. */
  readonly sources: ReadonlyMap<string, DocumentLoaded['sources'][number]>;
  /** The parameters that each data entity was a value of. */
  readonly examples: Map<string, Set<string>>;
  /** What stands for each long list as a value of a parameter, by token and parameter. */
  readonly longLists: Map<string, readonly Reference[]>;
  /** Parameters whose files come with secondary files. */
  readonly collections: ReadonlySet<string>;
  /** Files that cannot travel, by URI, and why. */
  readonly absent: ReadonlyMap<string, string>;
  /** Ids of processes in the packed document that some action used. */
  readonly used: ReadonlySet<string>;
}

/** An empty crate for a run. */
export function newDraft(workflow: Workflow, ledger: Ledger, absent: Draft['absent']): Draft {
  const outline = outlineOf(workflow);
  return {
    workflow,
    outline,
    ledger,
    graph: new Map(),
    files: [],
    parts: new Set(),
    mentions: new Set(),
    folders: newFolders(),
    data: new Map(),
    below: belowOf(ledger),
    sources: new Map(ledger.document.sources.map((source) => [source.location, source])),
    examples: new Map(),
    longLists: new Map(),
    collections: parametersWithSecondaryFiles(outline, ledger),
    absent,
    used: processesUsed(outline, ledger),
  };
}

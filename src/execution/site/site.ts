import { CrateRunError } from '../../base/error.ts';
import { quote } from '../../base/shell.ts';
import { ask } from '../connector/ask.ts';
import type { Connector } from '../connector/connector.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { readSurvey, surveyProgram } from './survey.ts';

/** A file system that jobs work on. Several locations may share one: hosts, and the containers and queues upon them. */
export interface Site {
  /** Where commands about its files run. */
  readonly connector: Connector;
  /** The location that its files are told to be at. */
  readonly location: string;
  readonly catalogue: Catalogue;
  /** What stands here before a path there, which makes a path by which it is known here; empty where both are the same. */
  readonly prefix: string;
  /** The path here of what a path there is a copy of. */
  sourceOf(path: string): string | undefined;
  /** Notes that what is at `path` there is a copy of what is known here as `source`. */
  noteCopy(path: string, source: string): void;
}

/** Makes a site; a `prefix` that is empty says that its files are those of this machine. */
export function createSite(connector: Connector, location: string, prefix: string): Site {
  const sources = new Map<string, string>();
  return {
    connector,
    location,
    prefix,
    catalogue: createCatalogue(),
    sourceOf(path) {
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        const source = sources.get(path.slice(0, end));
        if (source !== undefined) return source + path.slice(end);
      }
      return undefined;
    },
    noteCopy: (path, source) => void sources.set(path, source),
  };
}

/** Finds out with one command what is at a path. Throws TOOL_OUTPUT for names that are no text, and what the connector throws. */
export async function surveySite({ connector, catalogue }: Site, path: string, signal: AbortSignal): Promise<void> {
  const { stdout } = await ask(connector, { program: surveyProgram(quote(path)) }, signal);
  const [, real] = /^at (.*)\n/.exec(stdout) ?? [];
  if (real === undefined) {
    catalogue.add(path, new Map());
    return;
  }
  const { survey, problem } = readSurvey(stdout.slice(stdout.indexOf('\n') + 1), path);
  if (problem !== undefined) throw new CrateRunError('TOOL_OUTPUT', `${path} at ${connector.name} ${problem}`);
  catalogue.add(path, survey);
}

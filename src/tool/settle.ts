import { CrateRunError } from '../base/error.ts';
import { fileUri, pathOfUri } from '../base/uri.ts';
import type { FileAccess } from '../job/folder.ts';
import {
  filesIn,
  isDirectory,
  isFile,
  type CwlDirectory,
  type CwlFile,
  type CwlObject,
  type CwlValue,
} from '../language/model/value.ts';
import { changed, fill } from './fill.ts';
import { outputFolder } from './glob.ts';
import { tidy } from './names.ts';
import type { OutputFolder } from './output-folder.ts';

/** Where an item of an output is: in the output folder, at an input that is passed on, or nowhere but in its own text. */
export type Whereabouts =
  | { readonly kind: 'output'; readonly path: string }
  | { readonly kind: 'input'; readonly location: string }
  | { readonly kind: 'literal' };

/**
 * Finds items by `path`, which wins, or `location`; both may be relative to the output folder (CWL v1.2
 * CommandLineTool §4.6). `outdirs` are the names of
 * the output folder: as the job saw it first, and on this machine. Anything that is neither below it nor an input is refused with TOOL_UNSAFE_PATH.
 */
export function createFinder(outdirs: readonly string[], inputs: CwlObject): (item: CwlFile | CwlDirectory) => Whereabouts {
  let given: Map<string, string> | undefined;
  const locationOfInput = (name: string) => {
    given ??= new Map(
      [...filesIn(inputs)].flatMap(({ path, location }) =>
        location
          ? [
              [path ?? location, location],
              [location, location],
            ]
          : [],
      ),
    );
    return given.get(name);
  };
  return (item) => {
    const named = item.path ?? item.location;
    if (named === undefined) return { kind: 'literal' };
    const path = pathOfUri(named) ?? (/^[a-z][\w+.-]*:\/\//i.test(named) ? undefined : named);
    const absolute = path === undefined ? undefined : tidy(path.startsWith('/') ? path : `${outdirs[0]}/${path}`);
    for (const outdir of outdirs) {
      if (absolute === outdir) return { kind: 'output', path: outputFolder };
      if (absolute?.startsWith(`${outdir}/`)) return { kind: 'output', path: absolute.slice(outdir.length + 1) };
    }
    const location = locationOfInput(named) ?? (absolute && (locationOfInput(absolute) ?? locationOfInput(fileUri(absolute))));
    if (location) return { kind: 'input', location };
    throw new CrateRunError('TOOL_UNSAFE_PATH', `the output ${named} is neither in the output folder nor an input of the job`);
  };
}

/** The value as it is handed on: items located by URI, complete, without what only the job knew or only expressions needed. */
export function settle(
  value: CwlValue,
  find: (item: CwlFile | CwlDirectory) => Whereabouts,
  folder: OutputFolder,
  files: FileAccess,
): CwlValue {
  if (Array.isArray(value)) return value.map((item: CwlValue) => settle(item, find, folder, files));
  if (typeof value !== 'object' || value === null) return value;
  const after = isFile(value) || isDirectory(value) ? settleItem(value, find(value), folder, files) : value;
  const copy: Record<string, CwlValue> = {};
  for (const [name, member] of Object.entries(after)) {
    if (member !== undefined) copy[name] = settle(member, find, folder, files);
  }
  return copy;
}

function settleItem(
  item: CwlFile | CwlDirectory,
  where: Whereabouts,
  folder: OutputFolder,
  files: FileAccess,
): CwlFile | CwlDirectory {
  if (where.kind === 'literal') return fill(item, files, false);
  if (where.kind === 'output') {
    if (!folder.has(where.path)) throw new CrateRunError('TOOL_OUTPUT', `${where.path} does not exist`);
    const found = folder.at(where.path);
    if (found.class !== item.class)
      throw new CrateRunError('TOOL_OUTPUT', `${where.path} is a ${found.class}, not a ${item.class}`);
    const { location, size } = found;
    const basename = item.basename ?? found.basename;
    return fill(changed(item, { ...located, location, basename, ...(isFile(item) ? { size: size } : {}) }), files, false);
  }
  return fill(changed(item, { ...located, location: where.location }), files, false);
}

/** What a located item does not keep: it can be read from where it is. */
const located = { path: undefined, dirname: undefined, contents: undefined, listing: undefined, checksum: undefined };

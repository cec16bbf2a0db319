import type { FolderEntry } from '../../job/folder.ts';

/** What is at a path of a site. */
export interface Known {
  readonly kind: FolderEntry['kind'];
  /** Bytes; 0 for folders. */
  readonly size: number;
  /** Absolute path there, after following links. */
  readonly realPath: string;
  readonly sha1?: string;
  readonly sha256?: string;
}

/** Everything below a folder, or one file, by absolute path; each folder before what is in it. */
export type Survey = ReadonlyMap<string, Known>;

/**
 * Shell functions that tell what is below the current folder and, of links to folders below there or below `$root`, what is in
 * those. They need `stat`, `readlink -f` and the sums of GNU or BusyBox; without sums the digests are left out.
 */
export const surveyParts = `
survey() {
  [ -z "$(find . -name '*
*' | head -n 1)" ] || echo '!'
  find . ! -name . \\( -type f -o -type d -o -type l \\) -exec stat -c 'e %f %s %n' {} +
  find . -type l -exec sh -c 'eval "$survey_links"' sh "$PWD" "$root" {} +
  { find . -type f -exec sha1sum {} + | sed 's/^/1 /' >"$1.sha1" & }
  find . -type f -exec sha256sum {} + | sed 's/^/2 /'
  wait
  cat "$1.sha1"
  rm -f "$1.sha1"
} 2>/dev/null

survey_links='
out=$1 root=$2
shift 2
for link do
  real=$(readlink -f "$link") || real=
  printf "l %s %s\\t%s\\n" "$(stat -L -c "%f %s" "$link" || echo 0 0)" "$link" "$real"
  [ -d "$link" ] || continue
  case $out/ in "$real"/*) continue ;; esac
  case $real/ in
    "$out"/*|"$root"/*) find "$link/" ! -path "$link/" \\( -type f -o -type d -o -type l \\) -exec stat -c "e %f %s %n" {} + ;;
  esac
done
'
# find counts the {} in what it is told.
export survey_links
`;

/** A program that surveys what is at a path: a folder with all that is in it, or a file. Says nothing when nothing is there. */
export function surveyProgram(quotedPath: string): string {
  return `${surveyParts}
path=${quotedPath}
root=/dev/null
real=$(readlink -f "$path") && [ -e "$real" ] || exit 0
printf 'at %s\\n' "$real"
if [ -d "$real" ]; then cd "$real" && survey "\${TMPDIR:-/tmp}/survey.$$"
else stat -c 'e %f %s .' "$real"; sha256sum <"$real" | sed 's/^\\(.*\\) .*/2 \\1 ./'; sha1sum <"$real" | sed 's/^\\(.*\\) .*/1 \\1 ./'
fi`;
}

/** What `survey` said of `folder`. Names that cannot be told apart as text give `problem`. */
export function readSurvey(text: string, folder: string): { readonly survey: Survey; readonly problem?: string } {
  const entries = new Map<string, { kind: Known['kind']; size: number; realPath: string; sha1?: string; sha256?: string }>();
  const digests: [name: 'sha1' | 'sha256', path: string, digest: string][] = [];
  const pathOf = (name: string) => (name === '.' ? folder : folder + name.slice(1));
  let problem: string | undefined;
  for (const line of text.split('\n')) {
    const [what, first = '', second = ''] = line.split(' ', 3);
    const rest = line.slice(`${what} ${first} ${second} `.length);
    if (what === '!') problem = 'has a name with a line break';
    else if (what === 'e') {
      const path = pathOf(rest);
      entries.set(path, { ...described(first, second), realPath: path });
    } else if (what === 'l') {
      const [link = '', real = ''] = rest.split('\t');
      const found = first === '0' ? { kind: 'file' as const, size: 0 } : described(first, second);
      entries.set(pathOf(link), { ...found, realPath: real === '' ? pathOf(link) : real });
    } else if (what === '1' || what === '2') {
      const [, mark, digest, name] = /^. (\\?)([0-9a-f]+) [ *]?(.*)$/.exec(line) ?? [];
      const path = pathOf(mark === '' ? name! : (name ?? '').replaceAll('\\n', '\n').replaceAll('\\\\', '\\'));
      digests.push([what === '1' ? 'sha1' : 'sha256', path, digest!]);
    }
  }
  for (const [name, path, digest] of digests) {
    const entry = entries.get(path);
    if (entry) entry[name] = digest;
  }
  const survey = new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  if (text.includes('\uFFFD')) problem ??= 'has a name that is not UTF-8';
  return { survey, ...(problem === undefined ? {} : { problem }) };
}

/** From the mode in hexadecimal: see inode(7). */
function described(mode: string, size: string): Pick<Known, 'kind' | 'size'> {
  const isFolder = (parseInt(mode, 16) & 0o170000) === 0o040000;
  return { kind: isFolder ? 'directory' : 'file', size: isFolder ? 0 : Number(size) };
}

/** What the name of an image says. */
export interface Reference {
  /** Complete: `docker.io/library/debian`. */
  readonly repository: string;
  /** `latest` when neither tag nor digest is named. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const host = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+\\])(?::\\d+)?';
const grammar = new RegExp(
  `^(?:(${host})/)?(${component}(?:/${component})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/** Takes a name apart as Docker does; undefined when it is none. */
export function parseReference(name: string): Reference | undefined {
  const [, first, rest, tag, digest] = grammar.exec(name) ?? [];
  if (rest === undefined) return undefined;
  const isHost = first !== undefined && (/[.:A-Z]/.test(first) || first === 'localhost');
  const path = isHost || first === undefined ? rest : `${first}/${rest}`;
  const registry = !isHost || first === 'index.docker.io' ? 'docker.io' : first;
  const repository = `${registry}/${registry === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
  if (digest !== undefined) return { repository, ...(tag === undefined ? {} : { tag }), digest };
  return { repository, tag: tag ?? 'latest' };
}

/** Whether a name is the id of an image, whole or its beginning. */
export function isImageId(name: string): boolean {
  return /^(sha256:)?[0-9a-f]{12,64}$/.test(name);
}

/** The registry that keeps a repository. */
export function registryOf({ repository }: Reference): string {
  return repository.slice(0, repository.indexOf('/'));
}

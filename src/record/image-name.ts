/** The parts of a name that an image is asked for by (grammar of the OCI distribution project's references). */
export interface ImageName {
  /** Host of the registry, with its port if any. */
  readonly registry: string;
  /** Whether the name says the registry; Docker's own is meant otherwise. */
  readonly saysRegistry: boolean;
  /** Path of the image in the registry: `library/debian`. */
  readonly repository: string;
  /** `latest` when the name gives neither tag nor digest. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

const host = /^(?:localhost|(?=[^/]*[.:A-Z])[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?$/;
const path = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const whole =
  /^(?<name>.+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$/;

/** Takes the name of an image apart as Docker does: `debian` is `docker.io/library/debian:latest`. Undefined when it is no such name, but an image id for instance. */
export function parseImageName(text: string): ImageName | undefined {
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(text)) return undefined;
  const { name = '', tag, digest } = whole.exec(text)?.groups ?? {};
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const saysRegistry = host.test(first);
  const rest = saysRegistry ? name.slice(slash + 1) : name;
  if (!path.test(rest)) return undefined;
  const registry = saysRegistry && first !== 'index.docker.io' ? first : 'docker.io';
  return {
    registry,
    saysRegistry,
    repository: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest,
    ...(tag !== undefined ? { tag } : digest === undefined ? { tag: 'latest' } : {}),
    ...(digest === undefined ? {} : { digest }),
  };
}

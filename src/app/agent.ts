import { execFileSync } from 'node:child_process';
import { CrateRunError } from '../base/error.ts';
import type { RunStarted } from '../event/event.ts';

type Agent = NonNullable<RunStarted['agent']>;

/** What the user said of the person who runs this; nothing is ever invented. */
export interface AgentOptions {
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly orcid?: string | undefined;
  readonly affiliation?: string | undefined;
  readonly ror?: string | undefined;
}

/** The person: as the options say, else as git's configuration does; undefined when neither knows a name. Throws USAGE_ARGUMENT. */
export function whoRuns(options: AgentOptions): Agent | undefined {
  // The address in git belongs to the name in git, not to a name given by option.
  const known = options.fullName === undefined ? gitUser() : {};
  const name = options.fullName ?? known.name;
  const email = options.email ?? known.email;
  const agent: Agent = {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(options.orcid === undefined ? {} : { orcid: orcidUrl(options.orcid) }),
    ...(options.affiliation === undefined ? {} : { affiliation: options.affiliation }),
    ...(options.ror === undefined ? {} : { ror: rorUrl(options.ror) }),
  };
  return agent.name === undefined && agent.orcid === undefined ? undefined : agent;
}

/** What git knows of its user; nothing when there is no git. */
function gitUser(): { readonly name?: string; readonly email?: string } {
  try {
    const text = execFileSync('git', ['config', '--get-regexp', '^user\\.(name|email)$'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pairs = [...text.matchAll(/^user\.(name|email) (.+)$/gm)];
    return Object.fromEntries(pairs.map(([, key = '', value]) => [key, value]));
  } catch {
    return {};
  }
}

/** The ORCID as its URL, its check digit verified (ISO 7064 MOD 11-2). */
function orcidUrl(text: string): string {
  const digits = /^(?:https?:\/\/orcid\.org\/)?((?:\d{4}-){3}\d{3}[\dX])$/.exec(text)?.[1];
  if (digits === undefined || checkDigit(digits) !== digits.at(-1)) {
    throw new CrateRunError('USAGE_ARGUMENT', `--orcid ${text} is not an ORCID, such as 0000-0002-1825-0097`);
  }
  return `https://orcid.org/${digits}`;
}

function checkDigit(orcid: string): string {
  const sum = Array.from(orcid.replaceAll('-', '').slice(0, -1)).reduce((total, digit) => (total + Number(digit)) * 2, 0);
  const rest = (12 - (sum % 11)) % 11;
  return rest === 10 ? 'X' : String(rest);
}

function rorUrl(text: string): string {
  const id = /^(?:https?:\/\/ror\.org\/)?(0[a-z0-9]{6}\d{2})$/.exec(text)?.[1];
  if (id === undefined) throw new CrateRunError('USAGE_ARGUMENT', `--ror ${text} is not a ROR identifier, such as 05gq02987`);
  return `https://ror.org/${id}`;
}

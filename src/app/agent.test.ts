import { describe, expect, it } from 'vitest';
import { whoRuns } from './agent.ts';

describe('who runs this', () => {
  it('is what the options say', () => {
    const agent = whoRuns({
      fullName: 'Josiah Carberry',
      orcid: '0000-0002-1825-0097',
      affiliation: 'Brown University',
      ror: '05gq02987',
    });
    expect(agent).toEqual({
      name: 'Josiah Carberry',
      orcid: 'https://orcid.org/0000-0002-1825-0097',
      affiliation: 'Brown University',
      ror: 'https://ror.org/05gq02987',
    });
  });

  it.each(['0000-0002-1825-0098', '0000-0002-1825', 'https://example.org/0000-0002-1825-0097'])(
    'refuses the ORCID %s',
    (orcid) => {
      expect(() => whoRuns({ fullName: 'J', orcid })).toThrow('is not an ORCID');
    },
  );
});

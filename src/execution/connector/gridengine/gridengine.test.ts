import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gridengine } from './gridengine.ts';
import { qsubOptions } from './options.ts';

const request = { name: '2x', folder: '/f', archive: Buffer.alloc(0), cores: 2, memoryMiB: 99.5, timeLimit: 30, workdir: '/w' };

it('asks for what the job asks for, unless the service or the script says otherwise', () => {
  const given = new Set<string>();
  expect(qsubOptions({ options: {}, request, given }).join(' ')).toBe('-N j-2x -pe smp 2 -l mem_free=100M,h_rt=90');
  const options = {
    queue: 'long',
    jobName: 'n',
    parallelEnvironment: 'mp',
    resources: { h_rt: '1:0:0' },
    exportAllVariables: true,
  };
  expect(qsubOptions({ options, request, given }).join(' ')).toBe('-N n -q long -pe mp 2 -l h_rt=1:0:0,mem_free=100M -V');
  expect(qsubOptions({ options: {}, request, given: new Set(['l', 'pe', 'N']) })).toEqual([]);
  const array = {
    options: {},
    request: { ...request, cores: 1 },
    given: new Set(['l']),
    shell: '/bin/bash',
    script: 's',
    log: 'l.$TASK_ID',
    tasks: 3,
  };
  expect(gridengine.submit(array)).toBe("qsub -terse -cwd -S /bin/bash -r n -j y -o 'l.$TASK_ID' -t 1-3 -N j-2x s");
  expect(['7\n', '8.1-3:1\n', 'odd'].map(gridengine.idOf)).toEqual(['7', '8', undefined]);
});

/** What a Grid Engine 8.1.9 of Debian prints. */
const listing = `job-ID  prior   name       user         state submit/start at     queue                          slots ja-task-ID 
-----------------------------------------------------------------------------------------------------------------
      2 0.50000 t          worker       r     11/25/2026 04:32:46 all.q@site-b                       1        
      3 0.50000 arr        worker       r     11/25/2026 04:32:46 all.q@site-b                       1 1
      3 0.50000 arr        worker       qw    11/25/2026 04:32:46                                    1 2
      4 0.75000 s.sh       worker       qw    11/25/2026 04:32:51                                    9        
      9 0.25000 l.sh       worker       Eqw   11/25/2026 04:33:23                                    1        
`;
const account = (failed: string, exit: string) => `==============================================================
qname        all.q               
hostname     site-b              
qsub_time    Wed Nov 25 04:33:22 2026
start_time   Wed Nov 25 04:33:23 2026
end_time     Wed Nov 25 04:33:26 2026
failed       ${failed}
exit_status  ${exit}                  
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridengine-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = (name: string, text: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  writeFileSync(join(folder, 'listing'), listing);
  program('qstat', `cat '${folder}/listing'`);
  program('qacct', `echo "$*" >>'${folder}/asked'; [ "$2" = 3 ] || [ "$2" = 5 ] && printf '%s' '${account('0', '0')}'`);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('finds out which jobs are there, and of the others how they ended', () => {
  const script = `PATH='${folder}/bin':$PATH\njobs='2\n3.1\n3.2\n3.3\n5\n6'\n${gridengine.states}`;
  const told = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
  const ofTheRest = ['state 3.3 failed:0', 'state 5 failed:0'];
  const listed = ['state 2 r', 'state 3.1 r', 'state 3.2 qw', 'state 4 qw', 'state 9 Eqw'];
  expect(told.trim().split('\n')).toEqual([...listed, ...ofTheRest]);
  expect(['r', 'qw', 'Eqw', 'failed:0', 'failed:100'].map(gridengine.endOf)).toEqual([
    ...[undefined, undefined, 'prevented', 'by-itself', 'prevented'],
  ]);
});

it('says how a job ended', () => {
  const record = {
    ...{ name: 'gridengine', id: '7', queue: 'all.q', nodes: 'site-b', submitted: '2026-11-25T04:33:22.000+00:00' },
    ...{ started: '2026-11-25T04:33:23.000+00:00', ended: '2026-11-25T04:33:26.000+00:00' },
  };
  const judge = (told: string) => gridengine.judge('7', told);
  expect(judge(account('0', '3'))).toEqual({ state: 'ended', record });
  expect(judge(account('100 : assumedly after job', '137                  (Killed)'))).toEqual({
    ...{ state: 'assumedly after job', record, problem: 'cancelled', signal: 'SIGKILL' },
  });
  expect(judge(account('37  : qmaster enforced h_rt, h_cpu, or h_vmem limit', '137'))).toMatchObject({ problem: 'time-limit' });
  expect(judge(account('21  : in recognizing job', '0'))).toMatchObject({ problem: 'lost', state: 'in recognizing job' });
  expect(judge('stuck 11/25/2026 site-b: cannot open /nowhere/x\n')).toMatchObject({ problem: 'lost' });
  expect(judge('')).toEqual({ state: 'UNKNOWN', record: { name: 'gridengine', id: '7' } });
});

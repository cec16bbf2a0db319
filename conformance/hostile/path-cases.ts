import { expression, finding, script, type HostileCase } from './case.ts';

const unsafe = ['TOOL_UNSAFE_PATH', 'TOOL_OUTPUT'] as const;
const javascript = { InlineJavascriptRequirement: {} };

/** Documents that name places outside the output folder. */
export const pathCases: readonly HostileCase[] = [
  both('glob is absolute', (canary) => finding(`${canary}/secret.txt`)),
  both('glob climbs', () => finding('../../../../../../etc/passwd')),
  both('glob climbs after a pattern', () => finding('*/../../*', 'mkdir d')),
  both('glob goes through a link to a folder', (canary) => finding('d/secret.txt', `ln -s ${canary} d`)),
  both('glob is the root', () => finding('/', 'true', 'Directory')),
  both('output is a link to the password file', () => finding('o.txt', 'ln -s /etc/passwd o.txt')),
  both('output is a link that climbs', () => finding('o.txt', 'ln -s ../../../../../../etc/passwd o.txt')),
  both('output is a link to a secret', (canary) => finding('o.txt', `ln -s ${canary}/secret.txt o.txt`)),
  both('output is a link to a link to a secret', (canary) => finding('o.txt', `ln -s ${canary}/secret.txt a && ln -s a o.txt`)),
  both('output is a link to a folder', (canary) => finding('d', `ln -s ${canary} d`, 'Directory')),
  both('folder has a link to a secret', (canary) => finding('d', `mkdir d && ln -s ${canary}/secret.txt d/o.txt`, 'Directory')),
  both('folder has a link to a folder', (canary) => finding('d', `mkdir d && ln -s ${canary} d/e`, 'Directory')),
  both('folder has a link to itself', () => finding('d', 'mkdir d && ln -s . d/d && ln -s ../d d/e', 'Directory'), unsafe, {}),
  both('link goes in a circle', () => finding('o.txt', 'ln -s o.txt o.txt')),
  both('output is a pipe that nobody writes to', () => finding('o', 'mkfifo o'), ['TOOL_OUTPUT', 'TOOL_UNSAFE_PATH']),
  both('folder has a pipe', () => finding('d', 'mkdir d && mkfifo d/o', 'Directory'), ['TOOL_OUTPUT', 'TOOL_UNSAFE_PATH'], {}),
  both(
    'name of an output is not UTF-8',
    () => finding('*', 'touch "$(printf "a\\377b")"'),
    ['TOOL_OUTPUT', 'TOOL_UNSAFE_PATH', 'DATA_NOT_FOUND'],
    {},
  ),
  both('link to a secret is only left behind', (canary) => script(`ln -s ${canary} d && ln -s ${canary}/secret.txt f`), [], {}),
  both(
    'output folder is replaced by a link',
    (canary) => finding('secret.txt', `cd .. && d=$OLDPWD && rm -rf "$d" && ln -s ${canary} "$d"`),
    [...unsafe, 'JOB_FAILED', 'DATA_NOT_FOUND', 'JOB_NOT_STARTED'],
  ),
  both('output folder is removed', () => finding('o.txt', 'rm -rf "$PWD"'), [...unsafe, 'JOB_FAILED', 'DATA_NOT_FOUND']),
  both('stdout climbs', () => script('echo x', { stdout: '../o.txt', outputs: { o: 'stdout' } })),
  both('stdout is absolute', (canary) => script('echo x', { stdout: `${canary}/secret.txt`, outputs: { o: 'stdout' } })),
  both(
    'stderr goes through a link that is staged',
    (canary) =>
      script('echo x >&2', {
        stderr: 'canary/secret.txt',
        outputs: { o: 'stderr' },
        inputs: { d: { type: 'Directory', default: { class: 'Directory', location: `file://${canary}` } } },
        requirements: { InitialWorkDirRequirement: { listing: ['$(inputs.d)'] } },
      }),
    [...unsafe, 'JOB_FAILED', 'JOB_NOT_STARTED', 'TOOL_INVALID', 'DATA_WRITE'],
    {},
  ),
  both('entryname climbs', () => script('true', listing({ entryname: '../../o.txt', entry: 'x' }))),
  both('entryname climbs in the middle', () => script('true', listing({ entryname: 'a/../../o.txt', entry: 'x' }))),
  {
    ...both('entryname is absolute', (canary) => script('true', listing({ entryname: `${canary}/secret.txt`, entry: 'x' }))),
    codes: [...unsafe, 'CWL_UNSUPPORTED'],
    where: 'host',
  },
  {
    ...both('entryname is absolute and the container is wanted only', (canary) =>
      script('true', listing({ entryname: `${canary}/secret.txt`, entry: 'x' })),
    ),
    codes: [...unsafe, 'CWL_UNSUPPORTED', 'TOOL_INVALID'],
    contained: {},
    where: 'container',
  },
  both(
    'entry is written through an input folder',
    (canary) =>
      script('true', {
        inputs: { d: { type: 'Directory', default: { class: 'Directory', location: `file://${canary}` } } },
        requirements: { InitialWorkDirRequirement: { listing: ['$(inputs.d)', { entryname: 'canary/secret.txt', entry: 'x' }] } },
      }),
    [...unsafe, 'TOOL_INVALID', 'DATA_WRITE'],
    {},
  ),
  both(
    'entry is a new file in an input folder',
    (canary) =>
      script('true', {
        inputs: { d: { type: 'Directory', default: { class: 'Directory', location: `file://${canary}` } } },
        requirements: { InitialWorkDirRequirement: { listing: ['$(inputs.d)', { entryname: 'canary/new.txt', entry: 'x' }] } },
      }),
    [...unsafe, 'TOOL_INVALID', 'DATA_WRITE'],
    {},
  ),
  both(
    'entry is a file that no input named',
    (canary) =>
      script('cat o.txt', {
        requirements: {
          ...javascript,
          InitialWorkDirRequirement: {
            listing: `\${ return [{class: "File", location: "file://${canary}/secret.txt", basename: "o.txt"}]; }`,
          },
        },
        stdout: 'out.txt',
        outputs: { o: 'stdout' },
      }),
    [...unsafe, 'JOB_FAILED', 'TOOL_INVALID'],
  ),
  both('secondary file climbs', (canary) => secondary('touch o.txt', `../../../../../../..${canary}/secret.txt`)),
  both('secondary file is absolute', (canary) => secondary('touch o.txt', `\${ return "${canary}/secret.txt"; }`)),
  both('secondary file is an object of its own', (canary) =>
    secondary('touch o.txt', `\${ return {class: "File", location: "file://${canary}/secret.txt", basename: "o.idx"}; }`),
  ),
  both('secondary file is a link', (canary) => secondary(`touch o.txt && ln -s ${canary}/secret.txt o.txt.idx`, '.idx')),
  ...outputObjects('path is absolute', (canary) => ({ class: 'File', path: `${canary}/secret.txt` })),
  ...outputObjects('location is absolute', (canary) => ({ class: 'File', location: `file://${canary}/secret.txt` })),
  ...outputObjects('path climbs', (canary) => ({ class: 'File', path: `../../../../../../..${canary}/secret.txt` })),
  ...outputObjects('path goes through a link', () => ({ class: 'File', path: 'link/secret.txt' })),
  ...outputObjects('basename climbs', () => ({ class: 'File', path: 'o.txt', basename: '../../canary/new.txt' })),
  ...outputObjects('folder is called ..', () => ({
    class: 'Directory',
    basename: '..',
    listing: [{ class: 'File', path: 'o.txt' }],
  })),
  ...outputObjects('listing climbs', () => ({
    class: 'Directory',
    basename: 'd',
    listing: [{ class: 'File', path: 'o.txt', basename: '../../canary/new.txt' }],
  })),
  ...outputObjects('secondary file is outside', (canary) => ({
    class: 'File',
    path: 'o.txt',
    secondaryFiles: [{ class: 'File', path: `${canary}/secret.txt` }],
  })),
  ...outputObjects('literal has a name that climbs', () => ({ class: 'File', contents: 'x', basename: '../../canary/new.txt' })),
  written(
    'an expression makes a file of a path',
    (canary) => expression(`return {o: {class: "File", location: "file://${canary}/secret.txt"}};`, 'File'),
    [...unsafe, 'EXPR_FAILED', 'TOOL_INVALID', 'DATA_NOT_FOUND'],
  ),
  written(
    'an expression makes a folder of a path',
    (canary) => expression(`return {o: {class: "Directory", path: "${canary}"}};`, 'Directory'),
    [...unsafe, 'EXPR_FAILED', 'TOOL_INVALID', 'DATA_NOT_FOUND'],
  ),
  written('an expression makes a file with a name that climbs', () =>
    expression('return {o: {class: "File", contents: "x", basename: "../../canary/new.txt"}};', 'File'),
  ),
  written('an expression makes a folder with a name that climbs', () =>
    expression(
      'return {o: {class: "Directory", basename: "d", listing: [{class: "File", contents: "x", basename: "../../canary/new.txt"}]}};',
      'Directory',
    ),
  ),
  {
    ...both('input has a name that climbs', () => ({
      ...script('true'),
      inputs: { f: { type: 'File', default: { class: 'File', contents: 'x', basename: '../../canary/new.txt' } } },
    })),
    codes: [...unsafe, 'CWL_INPUT', 'CWL_INVALID', 'TOOL_INVALID'],
  },
];

function both(
  name: string,
  document: (canary: string) => unknown,
  codes: HostileCase['codes'] = unsafe,
  contained?: HostileCase['contained'],
): HostileCase {
  return {
    name,
    where: 'both',
    files: (canary) => ({ 'document.cwl': document(canary) }),
    codes,
    ...(contained ? { contained } : {}),
  };
}

function written(name: string, document: (canary: string) => unknown, codes: HostileCase['codes'] = unsafe): HostileCase {
  return { ...both(name, document, codes), where: 'host' };
}

function listing(entry: object): Readonly<Record<string, unknown>> {
  return { requirements: { InitialWorkDirRequirement: { listing: [entry] } } };
}

function secondary(text: string, pattern: string): unknown {
  const outputs = { o: { type: 'File', secondaryFiles: [{ pattern, required: true }], outputBinding: { glob: 'o.txt' } } };
  return script(text, { outputs, requirements: javascript });
}

/** A tool that writes an output object of its own making. */
function outputObjects(what: string, value: (canary: string) => Readonly<Record<string, unknown>>): readonly HostileCase[] {
  const type = (object: Readonly<Record<string, unknown>>) => ({ o: object['class'] });
  const document = (canary: string) => {
    const object = value(canary);
    return {
      ...script(`touch o.txt; ln -s ${canary} link; echo "$1" > cwl.output.json`, { outputs: type(object) }),
      arguments: ['sh', JSON.stringify({ o: object })],
    };
  };
  return [both(`cwl.output.json: ${what}`, document, [...unsafe, 'TOOL_INVALID'])];
}

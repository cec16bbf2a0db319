/** A CWL process as JSON, which is CWL too. */
type Process = Readonly<Record<string, unknown>>;

const cwlVersion = 'v1.2';

/** One small job: `echo` into a file. */
export const echo: Process = tool(['echo', 'hello'], { outputs: { out: 'stdout' }, stdout: 'out.txt' });

/** A tool that does nothing. */
export const trueTool = tool(['true'], { inputs: { i: 'int' } });

/** A tool that writes its number to a file. */
const echoToFile = tool(['echo'], {
  inputs: { i: { type: 'int', inputBinding: {} } },
  outputs: { o: 'stdout' },
  stdout: '$(inputs.i).txt',
});

/** An expression tool that doubles a number. */
const double: Process = {
  class: 'ExpressionTool',
  requirements: { InlineJavascriptRequirement: {} },
  inputs: { i: 'int' },
  outputs: { o: 'int' },
  expression: '${ return {o: inputs.i * 2}; }',
};

export const scatterTrue = scatter(trueTool);
export const scatterEcho = scatter(echoToFile, 'File[]');
export const scatterExpression = scatter(double, 'int[]');
export const scatterSleep = scatter(tool(['sleep', '0.2'], { inputs: { i: 'int' } }));

/** One tool whose arguments are that many expressions. */
export function manyExpressions(count: number): Process {
  const requirements = { InlineJavascriptRequirement: {} };
  return tool(['true'], {
    requirements,
    inputs: { i: { type: 'int', default: 3 } },
    arguments: numbers(count).map((n) => `$(inputs.i * ${n} + 1)`),
  });
}

/** A chain of that many `cat`, each reading what the one before wrote. */
export function chain(length: number): Process {
  const cat = tool(['cat'], { inputs: { f: { type: 'File', inputBinding: {} } }, outputs: { o: 'stdout' }, stdout: 'o.txt' });
  const steps = numbers(length).map((n) => [`s${n}`, { run: cat, in: { f: n === 0 ? 'f' : `s${n - 1}/o` }, out: ['o'] }]);
  return workflow({ f: 'File' }, { o: { type: 'File', outputSource: `s${length - 1}/o` } }, Object.fromEntries(steps) as Process);
}

/** That many steps that do not wait for each other; each names the tool's document. */
export function wide(steps: number): Process {
  const named = numbers(steps).map((n) => [`s${n}`, { run: 'true.cwl', in: { i: 'i' }, out: [] }]);
  return workflow({ i: { type: 'int', default: 1 } }, {}, Object.fromEntries(named) as Process);
}

/** The numbers from 0, for scatters. */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function tool(baseCommand: readonly string[], more: Process): Process {
  return { cwlVersion, class: 'CommandLineTool', baseCommand, inputs: {}, outputs: {}, ...more };
}

function workflow(inputs: Process, outputs: Process, steps: Process): Process {
  return { cwlVersion, class: 'Workflow', requirements: { ScatterFeatureRequirement: {} }, inputs, outputs, steps };
}

/** A workflow that scatters one process over a list of numbers and gathers its output, when it has one. */
function scatter(run: Process, gathered?: string): Process {
  const outputs = gathered === undefined ? {} : { os: { type: gathered, outputSource: 's/o' } };
  return workflow({ is: 'int[]' }, outputs, {
    s: { run, scatter: 'i', in: { i: 'is' }, out: gathered === undefined ? [] : ['o'] },
  });
}

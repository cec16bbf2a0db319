import { describe, expect, it } from 'vitest';
import { faultsOf, loadInline } from '../../../../fixtures/inline-documents.ts';
import { pack } from '../pack.ts';

const all = 'InlineJavascriptRequirement: {}, StepInputExpressionRequirement: {}, MultipleInputFeatureRequirement: {}';

/** A step that loops over an operation with the inputs `a` and `b` and the outputs `o` and `p`. */
function documents(version: string, step: string, requirements = all, more = ''): Record<string, string> {
  return {
    'wf.cwl': [
      `cwlVersion: ${version}`,
      'class: Workflow',
      '$namespaces: {cwltool: "http://commonwl.org/cwltool#"}',
      `requirements: {${requirements}}`,
      'inputs: {i: int, l: "int[]"}',
      `outputs: {${more}}`,
      'steps:',
      '  s:',
      '    run: tool.cwl',
      '    out: [o, p]',
      ...step.split('\n').map((line) => `    ${line}`),
      '',
    ].join('\n'),
    'tool.cwl': 'cwlVersion: v1.2\nclass: Operation\ninputs: {a: int, b: int?}\noutputs: {o: int, p: "int?", q: string}\n',
  };
}
const extension = (loop: string, step = 'in: {a: i}') => documents('v1.2', `${step}\nrequirements: {cwltool:Loop: ${loop}}`);
const standard = (rest: string, requirements = all) => documents('v1.3.0-dev1', `in: {a: i}\n${rest}`, requirements);

describe('a loop', () => {
  it.each([
    ['', extension('{loopWhen: $(inputs.a < 9), loop: {a: o, b: {loopSource: p}}, outputMethod: all}')],
    [
      'as a list',
      extension(
        '{loopWhen: $(inputs.a < 9), loop: [{id: a, loopSource: s/o}, {id: b, loopSource: [o, p], pickValue: first_non_null}]}',
      ),
    ],
    ['', standard('when: $(inputs.a < 9)\nloop: {a: o}\noutputMethod: last_iteration')],
    ['as a list, with full identifiers', standard('when: $(inputs.a < 9)\nloop: [{id: "#main/s/a", outputSource: "#main/s/o"}]')],
  ])('is read %s, and packed so that it is the same', async (_, all) => {
    const { process } = await loadInline(all);
    const again = await loadInline({ 'packed.cwl': JSON.stringify(pack(process)) });
    expect(again.process).toMatchObject({ ...JSON.parse(JSON.stringify(process)), document: expect.any(String) as string, steps: expect.any(Array) as unknown[] }); // prettier-ignore
    expect(JSON.stringify(pack(again.process))).toBe(JSON.stringify(pack(process)));
  });

  it('is written by each version in its own way', async () => {
    const packed = async (all: Record<string, string>) => JSON.stringify(pack((await loadInline(all)).process));
    expect(await packed(extension('{loopWhen: $(true), loop: {a: o}}'))).toContain(
      '{"class":"cwltool:Loop","loopWhen":"$(true)","loop":[{"id":"#main/s/a","loopSource":"#main/s/o"}],"outputMethod":"last"}',
    );
    expect(await packed(standard('when: $(true)\nloop: {a: o}'))).toContain(
      '"when":"$(true)","loop":[{"id":"#main/s/a","outputSource":"#main/s/o"}],"outputMethod":"last_iteration"',
    );
  });

  it.each([
    [
      'without when',
      standard('loop: {a: o}'),
      '12:5 CWL_FIELD_MISSING step s: a loop needs "when", which says whether there is another iteration',
    ],
    ['without loopWhen', extension('{loop: {a: o}}'), '12:20 CWL_FIELD_MISSING cwltool:Loop needs the field "loopWhen"'],
    [
      'with when beside loopWhen',
      extension('{loopWhen: $(true), loop: {a: o}}', 'in: {a: i}\nwhen: $(true)'),
      '12:5 CWL_INVALID step s: cwltool:Loop has loopWhen in place of "when"',
    ],
    [
      'of a step that scatters',
      extension('{loopWhen: $(true), loop: {a: o}}', 'in: {a: l}\nscatter: a'),
      '12:5 CWL_INVALID step s: a step that loops cannot scatter; scatter a workflow that has the loop, or loop one that scatters',
    ],
    ['of a step that scatters', standard('when: $(true)\nloop: {a: o}\nscatter: a'), undefined],
    [
      'from an unknown output',
      standard('when: $(true)\nloop: {a: oo}'),
      '13:12 DOC_REFERENCE step s: the loop takes a from "oo", which is no output of the step; it has o, p',
    ],
    [
      'from the output of another step',
      standard('when: $(true)\nloop: {a: t/o}'),
      '13:12 DOC_REFERENCE step s: the loop takes a from "t/o", which is no output of the step; it has o, p',
    ],
    [
      'from an output that the step keeps to itself',
      extension('{loopWhen: $(true), loop: {a: q}}'),
      '12:61 DOC_REFERENCE step s: the loop takes a from "q", which is no output of the step; it has o, p',
    ],
    [
      'for an unknown input',
      standard('when: $(true)\nloop: {c: o}'),
      '13:12 CWL_LINK step s: the loop has a rule for "c", which is no input of the step',
    ],
    [
      'of the wrong type',
      standard('when: $(true)\nloop: {a: {outputSource: [o, p]}}'),
      '13:16 CWL_LINK s/o (int[]) cannot fit s/a (int) of the next iteration',
    ],
    [
      'with valueFrom that nobody asked for',
      standard('when: $(true)\nloop: {a: {valueFrom: $(1)}}', 'InlineJavascriptRequirement: {}'),
      '13:16 CWL_INVALID step s: the loop uses valueFrom, so the workflow must ask for StepInputExpressionRequirement',
    ],
    [
      'with several outputs that nobody asked for',
      standard('when: $(true)\nloop: {b: {outputSource: [o, p], pickValue: first_non_null}}', ''),
      '13:16 CWL_INVALID step s: the loop merges several outputs, so the workflow must ask for MultipleInputFeatureRequirement',
    ],
    ['with the words of the other form', standard('when: $(true)\nloop: {a: {loopSource: o}}'), undefined],
    ['with an unknown method', standard('when: $(true)\nloop: {a: o}\noutputMethod: last'), undefined],
    ['as a field in v1.2', documents('v1.2', 'in: {a: i}\nwhen: $(true)\nloop: {a: o}'), '13:5 CWL_FIELD_UNKNOWN "loop"'],
    [
      'as a requirement in v1.1',
      {
        ...extension('{loopWhen: $(true), loop: {a: o}}'),
        'wf.cwl': extension('{loopWhen: $(true), loop: {a: o}}')['wf.cwl']!.replace('v1.2', 'v1.1'),
      },
      '12:20 CWL_FIELD_UNKNOWN cwltool:Loop needs v1.2, but this is v1.1',
    ],
    [
      'as a requirement in v1.3',
      standard('requirements: {cwltool:Loop: {loopWhen: $(true), loop: {a: o}}}'),
      '12:20 CWL_FIELD_UNKNOWN cwltool:Loop is for v1.2; in v1.3 a step has the fields when, loop and outputMethod',
    ],
    [
      'as a hint',
      documents('v1.2', 'in: {a: i}\nhints: {cwltool:Loop: {loopWhen: $(true), loop: {a: o}}}'),
      '12:13 CWL_INVALID cwltool:Loop may only be among the requirements of a step',
    ],
    [
      'of a workflow',
      documents('v1.2', 'in: {a: i}', 'cwltool:Loop: {loopWhen: $(true), loop: {}}'),
      '4:16 CWL_INVALID cwltool:Loop may only be among the requirements of a step',
    ],
  ])('is refused %s', async (_, all, expected) => {
    // prettier-ignore
    const faults = await faultsOf(all);
    if (expected === undefined) expect(faults).not.toEqual([]);
    else expect(faults.join('\n')).toContain(`wf.cwl:${expected}`);
  });

  it('is expected to change something, and may leave null where it never runs', async () => {
    const warnings = async (all: Record<string, string>) => (await loadInline(all)).warnings.map(({ message }) => message);
    const output = (method: string, type: string) =>
      documents(
        'v1.3',
        `in: {a: i}\nwhen: $(true)\nloop: {a: o}\noutputMethod: ${method}`,
        all,
        `r: {type: "${type}", outputSource: s/o}`,
      );
    expect(await warnings(standard('when: $(true)\nloop: {}'))).toEqual([
      'step s: the loop gives no input a new value, so once it runs it may never end',
    ]);
    expect(await warnings(output('last_iteration', 'int'))).toEqual(['s/o (int?) may not fit r (int)']);
    expect(await warnings(output('all_iterations', 'int[]'))).toEqual([]);
  });
});

import type { YAMLError } from './yaml-library.ts';

/** What is wrong with YAML text and what to do about it, in words for people who do not know its grammar. */
export function yamlFault({ code, message }: YAMLError): string {
  const found = advice.find(([of, when]) => of === code && when.test(message));
  return found?.[2] ?? message;
}

const advice: readonly (readonly [YAMLError['code'], RegExp, string])[] = [
  ['TAB_AS_INDENT', /./, 'a tab indents this line; use spaces'],
  ['BAD_INDENT', /mapping items/, 'this line is indented unlike the lines beside it'],
  ['BAD_INDENT', /sequence items/, 'this item is indented unlike the items beside it'],
  ['BAD_INDENT', /Flow map/, 'a { before this line is not closed by }'],
  ['BAD_INDENT', /Flow sequence/, 'a [ before this line is not closed by ]'],
  ['BAD_INDENT', /Block scalar/, 'this line is indented less than the text that it belongs to'],
  ['BLOCK_AS_IMPLICIT_KEY', /./, 'a second "name:" in one line; put text that has a colon and a space in quotes'],
  ['MULTILINE_IMPLICIT_KEY', /./, 'a colon is missing, or this line is indented too deep'],
  ['UNEXPECTED_TOKEN', /at node end/, 'the value has ended before this; a quote within quotes is doubled'],
  ['MISSING_CHAR', /Missing closing/, 'a quote is opened and never closed'],
  ['MISSING_CHAR', /map keys need/, 'a name without a value: a colon followed by a space is missing'],
  ['BAD_SCALAR_START', /./, 'text cannot start with this character; put it in quotes'],
  ['MULTIPLE_DOCS', /./, 'a second document begins here; a file holds one'],
];

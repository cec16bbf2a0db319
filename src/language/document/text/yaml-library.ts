/** The door to the package `yaml`. */
export { isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument, stringify } from 'yaml';
export type { Alias, Node, YAMLError, YAMLMap } from 'yaml';

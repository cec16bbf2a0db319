import { alternatives, isOptional, type CwlType } from '../../language/model/type.ts';

/** What a FormalParameter says of a CWL type (CWL to Workflow Run RO-Crate mapping). */
export function typeFacts(type: CwlType, asCollection: boolean): Record<string, unknown> {
  const kinds = [...new Set(alternatives(type).flatMap((each) => kindsOf(each, asCollection)))];
  const symbols = alternatives(type).flatMap((each) => (typeof each === 'object' && each.type === 'enum' ? each.symbols : []));
  return {
    additionalType: kinds.length === 1 ? kinds[0] : kinds.length === 0 ? 'DataType' : kinds,
    multipleValues: alternatives(type).some(isMultiple) ? 'True' : undefined,
    valuePattern: symbols.length > 0 ? symbols.join('|') : undefined,
    valueRequired: isOptional(type) ? 'False' : 'True',
  };
}

type Alternative = ReturnType<typeof alternatives>[number];

function isMultiple(type: Alternative): boolean {
  return typeof type === 'object' && type.type !== 'enum';
}

function kindsOf(type: Alternative, asCollection: boolean): readonly string[] {
  if (typeof type === 'object') {
    if (type.type === 'array') return alternatives(type.items).flatMap((item) => kindsOf(item, asCollection));
    return [type.type === 'enum' ? 'Text' : 'PropertyValue'];
  }
  switch (type) {
    case 'null':
      return [];
    case 'boolean':
      return ['Boolean'];
    case 'int':
    case 'long':
      return ['Integer'];
    case 'float':
    case 'double':
      return ['Float'];
    case 'string':
      return ['Text'];
    case 'File':
      return [asCollection ? 'Collection' : 'File'];
    case 'Directory':
      return ['Dataset'];
    case 'Any':
      return ['DataType'];
  }
}

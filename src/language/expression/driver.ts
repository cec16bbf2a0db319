/**
 * JavaScript that stands in every world before anything else: a function that takes a compiled expression and the scope
 * as JSON text, sets the global variables (CWL v1.2 §Expressions), calls the expression and returns its result as JSON
 * text, or the name of its type when it is no data. Every expression gets values of its own. The functions that are
 * needed are kept out of reach of what comes later. Short, because it is compiled for every job.
 */
export const driver = `(() => {
const { parse, stringify } = JSON, scope = globalThis;
return (expression, inputs, self, runtime) => {
scope.inputs = parse(inputs);
scope.self = parse(self);
scope.runtime = parse(runtime);
const result = expression();
return stringify(result) ?? typeof result;
};
})()`;

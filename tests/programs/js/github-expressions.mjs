// github-expressions
// Evaluates expressions with GitHub's own engine. Reads JSON lines {"expr": "a.b == 1", "context": {"a": {…}},
// "functions": {"success": true}} from standard input, where `functions` (optional) are functions that this engine leaves to the
// runner, with the value each returns. Answers each line with {"kind": "Boolean", "value": true} or {"error": "…"};
// a value that JSON cannot say (NaN, Infinity) is a string.
import { createInterface } from "node:readline";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";

function evaluate({ expr, context = {}, functions = {} }) {
  const stubs = Object.entries(functions).map(([name, result]) => ({
    name,
    minArgs: 0,
    maxArgs: 255,
    call: () => JSON.parse(JSON.stringify(result), data.reviver),
  }));
  const parsed = new Parser(new Lexer(expr).lex().tokens, Object.keys(context), stubs).parse();
  const known = JSON.parse(JSON.stringify(context), data.reviver);
  const result = new Evaluator(parsed, known, new Map(stubs.map((stub) => [stub.name.toLowerCase(), stub]))).evaluate();
  const value = JSON.parse(JSON.stringify(result, data.replacer));
  const isOddNumber = result.kind === data.Kind.Number && !Number.isFinite(result.value);
  return { kind: data.Kind[result.kind], value: isOddNumber ? String(result.value) : value };
}

createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = evaluate(JSON.parse(line));
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
});

// github-expressions | github-expressions --seconds FILE
// Evaluates expressions with GitHub's own engine. Reads JSON lines {"expr": "a.b == 1", "context": {"a": {…}},
// "functions": {"success": true}} from standard input, where `functions` (optional) are functions that this engine leaves to the
// runner, with the value each returns. Answers each line with {"kind": "Boolean", "value": true}, or with {"error": "…", "when":
// "reading"} where the text is no expression, "evaluating" where it has no value. A number that JSON cannot say (NaN, Infinity)
// is a string; within an array or object it is {"number": "NaN"}.
//
// With --seconds it takes {"expressions": ["…"], "context": {…}, "functions": {…}} from FILE, reads and evaluates each expression
// once, and prints the seconds of processor time that this took.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Evaluator, Lexer, Parser, data } from "@actions/expressions";

const known = (value) => JSON.parse(JSON.stringify(value), data.reviver);

function reader(context = {}, functions = {}) {
  const stubs = Object.entries(functions).map(([name, result]) => ({
    name,
    minArgs: 0,
    maxArgs: 255,
    call: () => known(result),
  }));
  const values = known(context);
  const byName = new Map(stubs.map((stub) => [stub.name.toLowerCase(), stub]));
  return {
    read: (expr) => new Parser(new Lexer(expr).lex().tokens, Object.keys(context), stubs).parse(),
    evaluate: (tree) => new Evaluator(tree, values, byName).evaluate(),
  };
}

function plain(value, outermost = true) {
  switch (value.kind) {
    case data.Kind.Number:
      if (Number.isFinite(value.value)) return value.value;
      return outermost ? String(value.value) : { number: String(value.value) };
    case data.Kind.Array:
      return value.values().map((one) => plain(one, false));
    case data.Kind.Dictionary:
      return Object.fromEntries(value.pairs().map((pair) => [pair.key, plain(pair.value, false)]));
    case data.Kind.Null:
      return null;
    default:
      return value.value;
  }
}

function answer({ expr, context, functions }) {
  let when = "reading";
  try {
    const engine = reader(context, functions);
    const tree = engine.read(expr);
    when = "evaluating";
    const result = engine.evaluate(tree);
    return { kind: data.Kind[result.kind], value: plain(result) };
  } catch (error) {
    return { error: error.message, when };
  }
}

function seconds(file) {
  const { expressions, context, functions } = JSON.parse(readFileSync(file, "utf8"));
  const engine = reader(context, functions);
  const before = process.cpuUsage();
  for (const expr of expressions) engine.evaluate(engine.read(expr));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

if (process.argv[2] === "--seconds") {
  console.log(seconds(process.argv[3]));
} else {
  createInterface({ input: process.stdin }).on("line", (line) => console.log(JSON.stringify(answer(JSON.parse(line)))));
}

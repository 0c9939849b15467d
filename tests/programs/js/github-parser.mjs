// github-parser FILE... | github-parser --lines
// Reads workflows and action files with GitHub's own parser: the schema of every key, the syntax of every expression and the
// contexts it may use, and the conversion to jobs (unknown or circular `needs`, for one). What GitHub's parser keeps behind a
// flag until it is announced (steps in the background, for one) is switched on. An action file is one that is called action.yml.
//
// Prints one JSON array of {file, line, column, message}; line and column are null where the parser gives none. Exit 1 when it
// is not empty. With --lines it reads JSON lines {"file": "a.yml", "content": "on: push\n…"} from standard input instead, and
// answers each with such an array, on one line.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { FeatureFlags } from "@actions/expressions/features";
import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";
import { convertActionTemplate, getActionSchema, parseAction } from "@actions/workflow-parser/actions/index";
import { ErrorPolicy } from "@actions/workflow-parser/model/convert";
import { TemplateContext, TemplateValidationErrors } from "@actions/workflow-parser/templates/template-context";
import { getWorkflowSchema } from "@actions/workflow-parser/workflows/workflow-schema";

const featureFlags = new FeatureFlags({ all: true });
const errorPolicy = ErrorPolicy.TryConversion;

async function errorsOf(file, content) {
  const isAction = /(^|\/)action\.ya?ml$/.test(file);
  const schema = isAction ? getActionSchema() : getWorkflowSchema();
  const context = new TemplateContext(new TemplateValidationErrors(), schema, new NoOperationTraceWriter());
  context.state.featureFlags = featureFlags;
  const { value } = (isAction ? parseAction : parseWorkflow)({ name: file, content }, context);
  if (value && isAction) {
    convertActionTemplate(context, value, { errorPolicy });
  } else if (value) {
    await convertWorkflowTemplate(context, value, undefined, { errorPolicy, featureFlags });
  }
  return context.errors.getErrors().map((error) => ({
    file,
    line: error.range?.start.line ?? null,
    column: error.range?.start.column ?? null,
    message: error.rawMessage,
  }));
}

async function files(names) {
  const found = (await Promise.all(names.map((name) => errorsOf(name, readFileSync(name, "utf8"))))).flat();
  console.log(JSON.stringify(found, null, 2));
  process.exitCode = found.length ? 1 : 0;
}

async function lines() {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const { file, content } = JSON.parse(line);
    let found;
    try {
      found = await errorsOf(file, content);
    } catch (error) {
      found = [{ file, line: null, column: null, message: `the parser itself failed: ${error.message}` }];
    }
    process.stdout.write(`${JSON.stringify(found)}\n`);
  }
}

const names = process.argv.slice(2);
(names[0] === "--lines" ? lines() : files(names)).catch((error) => {
  console.error(error);
  process.exitCode = 2;
});

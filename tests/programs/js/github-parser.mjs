// github-parser FILE...
// Reads workflows with GitHub's own parser: the schema of every key, the syntax of every expression and the contexts it may
// use, and the conversion to jobs (unknown or circular `needs`, for one). Prints one JSON array of
// {file, line, column, message}; line and column are null where the parser gives none. Exit 1 when it is not empty.
import { readFileSync } from "node:fs";
import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from "@actions/workflow-parser";
import { ErrorPolicy } from "@actions/workflow-parser/model/convert";

async function errorsOf(file) {
  const source = { name: file, content: readFileSync(file, "utf8") };
  const { context, value } = parseWorkflow(source, new NoOperationTraceWriter());
  if (value) {
    await convertWorkflowTemplate(context, value, undefined, { errorPolicy: ErrorPolicy.TryConversion });
  }
  return context.errors.getErrors().map((error) => ({
    file,
    line: error.range?.start.line ?? null,
    column: error.range?.start.column ?? null,
    message: error.rawMessage,
  }));
}

async function main(files) {
  const found = (await Promise.all(files.map(errorsOf))).flat();
  console.log(JSON.stringify(found, null, 2));
  process.exitCode = found.length ? 1 : 0;
}

main(process.argv.slice(2));

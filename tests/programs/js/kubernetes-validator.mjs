// kubernetes-validator [--keys]
// Validates manifests of Kubernetes, the Prometheus operator and KEDA. Reads a JSON array of them from standard input, prints a
// JSON array with one array of messages for each; exit 1 when one is not empty. The models of @kubernetes-models are made from
// the Go types of the projects: their validators tell of what is missing or of the wrong kind, their TypeScript types of keys that
// nobody knows (an API server drops those, or refuses them).
//
// With --keys it reads a JSON array of {"model": "…/v1alpha1/Route", "type": "IRoute"} and prints the keys of each type instead.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const ALERTMANAGER_ROUTE = "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/Route";
const PACKAGES = {
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator/",
  "keda.sh": "@kubernetes-models/keda/",
};

const modelOf = ({ apiVersion, kind }) => `${PACKAGES[apiVersion.split("/")[0]] ?? "kubernetes-models/"}${apiVersion}/${kind}`;

function program(lines) {
  const file = resolve(dirname(fileURLToPath(import.meta.url)), "manifests.mts");
  const options = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  const text = lines.join("\n");
  host.fileExists = (path) => resolve(path) === file || fileExists(path);
  host.getSourceFile = (path, ...rest) =>
    resolve(path) === file ? ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true) : getSourceFile(path, ...rest);
  const made = ts.createProgram([file], options, host);
  return { made, source: made.getSourceFile(file) };
}

// The routes below the first are plain JSON to the operator's own schema; it reads each as a Route.
const nested = (routes) => (routes ?? []).flatMap((route) => [route, ...nested(route.routes)]);

function typed(manifests) {
  const lines = [];
  const owners = [];
  const say = (owner, model, type, value) => {
    lines.push(`import { ${type} as T${lines.length} } from "${model}"; const _${lines.length}: T${lines.length} = ${JSON.stringify(value)};`);
    owners.push(owner);
  };
  manifests.forEach((manifest, index) => {
    say(index, modelOf(manifest), `I${manifest.kind}`, manifest);
    for (const route of nested(manifest.spec?.route?.routes)) say(index, ALERTMANAGER_ROUTE, "IRoute", route);
  });
  const { made, source } = program(lines);
  const found = manifests.map(() => []);
  for (const diagnostic of ts.getPreEmitDiagnostics(made)) {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    if (diagnostic.file !== source) throw new Error(message);
    found[owners[source.getLineAndCharacterOfPosition(diagnostic.start).line]].push(message);
  }
  return found;
}

async function validated(manifest) {
  const { [manifest.kind]: Model } = await import(modelOf(manifest));
  try {
    new Model(manifest).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

function keys(asked) {
  const lines = asked.map(({ model, type }, index) => `import { ${type} as T${index} } from "${model}"; export declare const _${index}: T${index};`);
  const { made, source } = program(lines);
  const checker = made.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  return exported.map((symbol) =>
    checker.getTypeOfSymbolAtLocation(symbol, source).getProperties().map((property) => property.getName()),
  );
}

const input = JSON.parse(readFileSync(0, "utf8"));
if (process.argv[2] === "--keys") {
  console.log(JSON.stringify(keys(input)));
} else {
  const unknown = typed(input);
  const messages = await Promise.all(input.map(async (manifest, index) => [...(await validated(manifest)), ...unknown[index]]));
  console.log(JSON.stringify(messages, null, 2));
  process.exit(messages.some((one) => one.length) ? 1 : 0);
}

// mermaid-parser FILE...
// Reads flowcharts with Mermaid's own parser. Prints a JSON array with, for each file, {file, type, direction,
// boxes: [{id, text, kind}], arrows: [[from, to]]}, the texts as people will see them, or {file, error}.
// Exit 1 when there is an error.
import { readFileSync } from "node:fs";
import mermaid from "mermaid";

// Mermaid keeps "#35;" under these signs until it draws.
const shown = (text) => text.replace(/\uFB02\u00B0\u00B0(\d+)\u00B6\u00DF/g, (_, code) => String.fromCodePoint(Number(code)));

async function read(file) {
  const text = readFileSync(file, "utf8");
  try {
    await mermaid.parse(text);
    const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return {
      file,
      type,
      direction: db.getDirection(),
      boxes: [...db.getVertices().values()].map((box) => ({ id: box.id, text: shown(box.text), kind: box.classes.join(" ") })),
      arrows: db.getEdges().map((arrow) => [arrow.start, arrow.end]),
    };
  } catch (error) {
    return { file, error: String(error.message ?? error) };
  }
}

async function main(files) {
  const found = [];
  for (const file of files) found.push(await read(file)); // one after the other: the parser keeps its diagram
  console.log(JSON.stringify(found, null, 2));
  process.exitCode = found.some((one) => one.error) ? 1 : 0;
}

main(process.argv.slice(2));

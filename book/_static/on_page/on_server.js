// Python on this computer: a kernel of the Jupyter server that serves the page (`make read`), by
// Jupyter's own addresses and messages. What a cell shows comes as a message; of those, only a
// verdict is wanted.
const MIME = "application/vnd.nnlib.verdict+json";
const PATIENCE = 3000; // ms, from the request to stop to a new kernel
const LOST = "There is no Python behind this page any more. Run `make read` again and open the address that it prints: your answers stay in this browser.";

class Stopped extends Error {
  name = "Stopped";
}

async function ask(way, method = "POST", body = undefined, more = {}) {
  const xsrf = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "";
  const headers = { "X-XSRFToken": xsrf, "Content-Type": "application/json" };
  const options = { method, headers, redirect: "error", body: body && JSON.stringify(body), ...more };
  const answer = await fetch(`/api/kernels${way}`, options).catch(() => null);
  if (!answer?.ok) throw new Error(LOST);
  return answer.status === 204 ? null : answer.json();
}

function message(session, type, content) {
  const header = { msg_id: crypto.randomUUID(), session, username: "", msg_type: type, version: "5.3", date: new Date().toISOString() };
  return { header, parent_header: {}, metadata: {}, content, channel: "shell", buffers: [] };
}

export function connect() {
  const session = crypto.randomUUID();
  let starting = null, kernel = null, socket = null, running = null;

  function end(error) {
    running?.reject(error);
    running = null;
  }

  async function start() {
    kernel = (await ask("", "POST", { name: "python3" })).id;
    socket = new WebSocket(`ws://${location.host}/api/kernels/${kernel}/channels?session_id=${session}`);
    socket.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("close", () => {
        starting = null;
        end(new Error(LOST));
        reject(new Error(LOST));
      });
    });
    await prepare();
  }

  const prepare = () => run("import nnlib.exercises.on_page"); // the slow part, while somebody writes

  // Python's memory goes with the page.
  addEventListener("pagehide", () => {
    if (kernel) ask(`/${kernel}`, "DELETE", undefined, { keepalive: true }).catch(() => null);
    starting = kernel = null;
  });

  function hear({ header, parent_header, content }) {
    if (header.msg_type === "status" && ["restarting", "autorestarting", "dead"].includes(content.execution_state)) {
      end(new Error("Python ended, perhaps for lack of memory, and is started anew. Check again."));
    }
    if (!running || parent_header?.msg_id !== running.id) return;
    if (header.msg_type === "display_data" && content.data[MIME]) running.told = content.data[MIME];
    if (header.msg_type === "error") running.error = content;
    if (header.msg_type !== "status" || content.execution_state !== "idle") return;
    const { told, error, resolve } = running;
    if (error) end(error.ename === "KeyboardInterrupt" ? new Stopped() : new Error(`${error.ename}: ${error.evalue}`));
    else {
      running = null;
      resolve(told);
    }
  }

  function run(code) {
    const asked = message(session, "execute_request", { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false, stop_on_error: true });
    return new Promise((resolve, reject) => {
      running = { id: asked.header.msg_id, resolve, reject };
      socket.send(JSON.stringify(asked));
    });
  }

  return {
    ready: () => (starting ??= start().catch((error) => { starting = null; throw error; })),

    // JSON writes a text as Python does.
    judge: (id, text) =>
      run(`from IPython.display import display
from nnlib.exercises.on_page import told
display({${JSON.stringify(MIME)}: told(${JSON.stringify(id)}, ${JSON.stringify(text)})}, raw=True)`),

    async stop() {
      const stopped = running;
      if (!stopped) return;
      await ask(`/${kernel}/interrupt`);
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
      if (running !== stopped) return;
      starting = ask(`/${kernel}/restart`).then(prepare); // it catches everything
      end(new Stopped());
      await starting;
    },
  };
}

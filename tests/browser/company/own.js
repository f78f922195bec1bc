// What each company writes itself where the documentation only names it, and ways for a test to look.
const ID = "operator-chat-panel-script";
const loadWidget = (token) => loadChatHubWidget(token);
const widgetManager = new WidgetTokenManager();
const refreshWidgetToken = () => widgetManager.refreshToken();

async function validateToken(token) {
  const response = await fetch("https://widget.example.com/api/operator/validate-token", {
    method: "POST",
    headers: { "Authorization": `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  return (await response.json()).isValid;
}

// As most wrappers hand the answer of the token route on: read as text, whatever it says.
const tokenAsText = async () => (await fetch("/api/chathub/token")).text();

const errors = [];
addEventListener("error", (event) => {
  if (event.message) errors.push(event.message);
});
const heard = [];
for (const name of ["identity:expired", "identity:invalid"]) addEventListener(name, ({ type }) => heard.push(type));

const hosts = () => [...document.querySelectorAll("[data-chathub]")];
const ready = () => hosts().length > 0 && hosts().every((host) => host.shadowRoot.querySelector(".panel, .ch"));

// Whether the panel was away in any frame from now on, or its conversation, or what is written.
function watchFrames() {
  const [host] = hosts();
  const root = host.shadowRoot;
  const log = root.querySelector("[role=log]");
  const field = root.querySelector("textarea");
  const { x, y, width, height } = log.getBoundingClientRect();
  const bad = new Set();
  const look = () => {
    const now = log.getBoundingClientRect();
    if (hosts()[0] !== host || hosts().length !== 1) bad.add("another host");
    if (host.hidden || !host.matches(":popover-open") || getComputedStyle(host).visibility !== "visible") bad.add("hidden");
    if (root.querySelector("[role=log]") !== log || root.querySelector("textarea") !== field) bad.add("drawn anew");
    if (now.x !== x || now.y !== y || now.width !== width || now.height !== height) bad.add("moved");
    if (root.activeElement !== field) bad.add("focus lost");
    requestAnimationFrame(look);
  };
  look();
  return () => [...bad];
}

// What scrolls the messages.
const scroller = () => hosts()[0].shadowRoot.querySelector("[role=log]").parentElement;

// As a reader does: what is drawn next knows of it.
async function scrollUp() {
  scroller().scrollTop -= 300;
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  return scroller().scrollTop;
}

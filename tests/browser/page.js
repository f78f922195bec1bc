// What a test page has: ways to look at panels, and the ways that integrators document for their scripts.
const SRC = "WIDGET_ADDRESS";
const ID = "operator-chat-panel-script";
const errors = [];
const violations = [];
let shift = 0;
addEventListener("error", (event) => {
  if (event.message) errors.push(event.message);
});
addEventListener("securitypolicyviolation", (event) => {
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });

const hosts = () => [...document.querySelectorAll("[data-chathub]")];
const shown = () => hosts().filter((host) => !host.hidden && host.matches(":popover-open")).map((host) => host.dataset.chathub);
const isFirstFrame = (host) => !!host.shadowRoot.querySelector(".frame");
const layoutShift = () => shift;
const sheets = (host) => host.shadowRoot.adoptedStyleSheets.length;

function createScript(token, id = ID) {
  const script = document.createElement("script");
  script.type = "module";
  script.id = id;
  script.src = SRC;
  script.setAttribute("token", token);
  return script;
}

// Resolves, at the element's load event, with the panels that are shown then.
function loadChatHubWidget(token) {
  document.getElementById(ID)?.remove();
  const script = createScript(token);
  const loaded = new Promise((resolve, reject) => {
    script.onload = () => resolve(shown());
    script.onerror = () => reject(new Error("the script cannot be loaded"));
  });
  document.body.appendChild(script);
  return loaded;
}

function loadWidgetForOrganization(organization, token) {
  return new Promise((resolve, reject) => {
    const script = createScript(token, `${ID}-${organization}`);
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("Failed to load widget"));
    document.body.appendChild(script);
  });
}

function loadWidgetOnce(token) {
  for (const script of document.querySelectorAll(`script[id^="${ID}"]`)) script.remove();
  return loadChatHubWidget(token);
}

// A framework's effect: it runs, and gives back its clean-up.
function effect(token) {
  document.body.appendChild(createScript(token));
  return () => document.getElementById(ID)?.remove();
}

async function refresh(token, pause) {
  document.getElementById(ID)?.remove();
  if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  document.body.appendChild(createScript(token));
}

function countHiddenFrames(host) {
  let hidden = 0;
  const look = () => {
    if (host.hidden || !host.isConnected || getComputedStyle(host).visibility !== "visible") hidden += 1;
    requestAnimationFrame(look);
  };
  look();
  return () => hidden;
}

// As Turbo does: a new body with the same markup, its scripts made anew so that they run.
function swapBody() {
  const body = document.createElement("body");
  for (const script of document.querySelectorAll(`body script[id^="${ID}"]`)) {
    body.append(createScript(script.getAttribute("token"), script.id));
  }
  document.body.replaceWith(body);
}

function moveScript() {
  document.head.append(document.getElementById(ID));
}

function swapHead() {
  const head = document.createElement("head");
  head.append(createScript(document.getElementById(ID).getAttribute("token")));
  document.head.replaceWith(head);
}

// As a morphing framework does that knows of nothing beside head and body.
function morphRoot() {
  for (const child of [...document.documentElement.children]) {
    if (child !== document.head && child !== document.body) child.remove();
  }
}

function lookOfFirstFrame(host) {
  const frame = host.shadowRoot.querySelector(".frame");
  const { x, y, width, height } = frame.getBoundingClientRect();
  const style = getComputedStyle(frame);
  const looks = ["display", "visibility", "opacity", "fontSize", "fontFamily", "color", "backgroundColor", "pointerEvents"];
  return [[x, y, width, height], looks.map((name) => [name, style[name]]), getComputedStyle(host).opacity];
}

function isOnTop(host) {
  const { x, y, width, height } = host.shadowRoot.querySelector(".frame").getBoundingClientRect();
  return document.elementFromPoint(x + width / 2, y + height / 2) === host;
}

// Does by hand what the frameworks do with the element, so that anybody can try it without one.
const { pattern, script: address } = document.querySelector("script[data-pattern]").dataset;
const ID = "operator-chat-panel-script";
const DEEDS = {
  react: ["mount", "unmount", "twice"],
  vue: ["mount", "unmount"],
  angular: ["mount", "unmount"],
  turbo: ["body"],
  htmx: ["part"],
};

async function freshToken() {
  const response = await fetch("/api/chathub/token");
  return (await response.json()).token;
}

function create(token) {
  const script = document.createElement("script");
  script.type = "module";
  script.id = ID;
  script.src = address;
  script.setAttribute("token", token);
  return script;
}

// A component's effect: it runs, and gives back its clean-up.
function effect(token) {
  const script = create(token);
  document.body.append(script);
  return () => script.remove();
}

// Parsed scripts do not run: whoever swaps a page's content makes them anew.
function revive(content) {
  for (const old of content.querySelectorAll("script[token]")) old.replaceWith(create(old.getAttribute("token")));
  return content;
}

async function sameViewAgain() {
  const response = await fetch(location.href);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

let cleanUp = () => undefined;
const deeds = {
  async mount() {
    cleanUp();
    cleanUp = effect(await freshToken());
  },
  async unmount() {
    cleanUp();
  },
  async twice() {
    const token = await freshToken();
    cleanUp();
    effect(token)();
    cleanUp = effect(token);
  },
  async body() {
    document.body.replaceWith(revive((await sameViewAgain()).body));
    showDeeds();
  },
  async part() {
    document.getElementById("part").replaceWith(revive((await sameViewAgain()).getElementById("part")));
  },
};

function showDeeds() {
  const shown = DEEDS[pattern] ?? [];
  const row = document.querySelector(".deeds");
  row.hidden = shown.length === 0;
  for (const button of row.querySelectorAll("button")) {
    button.hidden = !shown.includes(button.dataset.deed);
    button.onclick = deeds[button.dataset.deed];
  }
}

showDeeds();
if (DEEDS[pattern]?.includes("mount")) void deeds.mount();

// The CRM's own part of the integration: fetch a token for whoever is signed in, and hand it to the panel.
// The company's credentials never come here: /api/chathub/token is answered by the CRM's server.

const settings = document.querySelector("script[data-script]").dataset;
const notice = document.getElementById("chat-notice");
const second = document.getElementById("second");
const BEFORE_THE_END = 5 * 60_000;
const managers = new Map();

class PanelToken {
  #timer;

  constructor(department, id) {
    this.department = department;
    this.id = id;
    this.ended = false;
  }

  async refresh() {
    try {
      const response = await fetch(`/api/chathub/token?org=${encodeURIComponent(this.department)}`);
      const answer = await response.json();
      if (this.ended) return;
      if (!response.ok) throw new Error(answer.error);
      this.#inject(answer.token);
      this.#again(Date.parse(answer.expiresAt) - Date.now() - BEFORE_THE_END);
      notice.hidden = true;
    } catch (error) {
      console.error("No token for the chat:", error.message);
      notice.textContent = notice.dataset.failed;
      notice.hidden = false;
      this.#again(15_000);
    }
  }

  // The way that the integrators' documentation shows: remove the element, append one with the fresh token.
  #inject(token) {
    document.getElementById(this.id)?.remove();
    const script = document.createElement("script");
    script.type = "module";
    script.id = this.id;
    script.src = settings.script;
    script.setAttribute("token", token);
    document.body.appendChild(script);
  }

  #again(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), Math.max(milliseconds, 1000));
  }

  end() {
    this.ended = true;
    clearTimeout(this.#timer);
    document.getElementById(this.id)?.remove();
  }
}

function open(department, id) {
  const manager = new PanelToken(department, id);
  managers.set(id, manager);
  void manager.refresh();
}

window.addEventListener("error", (event) => {
  if (event.message?.includes("token expired")) {
    for (const manager of managers.values()) void manager.refresh();
  }
});

const OTHER = "operator-chat-panel-script-other";
open(settings.department, "operator-chat-panel-script");

function follow() {
  if (second.checked && !managers.has(OTHER)) open(settings.other, OTHER);
  if (!second.checked) {
    managers.get(OTHER)?.end();
    managers.delete(OTHER);
  }
}
second.addEventListener("change", follow);
// Browsers keep the mark over a reload.
follow();

document.querySelector("select[name=user]").addEventListener("change", (event) => event.target.form.submit());

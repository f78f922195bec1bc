/** Who is signed in on this page: takes tokens from the server in time, and knows when there are none any more. */
import type { PanelToken } from "@chathub/protocol";

/** Why there is no session: there is none (any more), or the link that should have made one counts no more. */
export type Ending = "none" | "used";

export interface Page {
  /** A token that counts, each time there is a fresh one. */
  work(token: PanelToken): unknown;
  /** There is no token yet, since the server cannot be reached; it is tried again. */
  unreachable(): unknown;
  ended(reason: Ending): unknown;
}

const SHORTEST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** A token that is refused so soon after it was made is hardly made better by another one at once. */
const DOUBT_MS = 10_000;

export class Session {
  readonly #page: Page;
  #timer: number | undefined;
  #tries = 0;
  #fresh = Number.NEGATIVE_INFINITY;
  #working = false;
  #over = false;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes in with a link's code, else with what this browser keeps from earlier. */
  async begin(code: string): Promise<void> {
    if (!code) return this.#renew();
    const answer = await post("sign-in", { code });
    if (answer?.ok) return this.#use(answer);
    // A link may be opened twice, by whoever is signed in already.
    if (answer?.status === 401 || answer?.status === 400) return this.#renew("used");
    this.#later(answer, () => this.begin(code));
  }

  /** The panel has said that its token does not count (any more). */
  doubted(message: string): void {
    if (this.#over || !/token expired|invalid token/i.test(message)) return;
    clearTimeout(this.#timer);
    const wait = Math.max(0, this.#fresh + DOUBT_MS - performance.now());
    this.#timer = setTimeout(() => this.#renew(), wait);
  }

  async signOut(): Promise<void> {
    this.#end("none");
    await post("sign-out", {});
  }

  async #renew(reason: Ending = "none"): Promise<void> {
    clearTimeout(this.#timer);
    const answer = await post("token", {});
    if (this.#over) return;
    if (answer?.ok) return this.#use(answer);
    if (answer?.status === 401) return this.#end(reason);
    this.#later(answer, () => this.#renew(reason));
  }

  async #use(answer: Response): Promise<void> {
    const token = (await answer.json()) as PanelToken;
    this.#tries = 0;
    this.#fresh = performance.now();
    this.#working = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#renew(), token.renewIn * 1000);
    await this.#page.work(token);
  }

  /** While the panel works with the token that it has, it says itself how it is connected. */
  #later(answer: Response | null, again: () => void): void {
    const asked = Number(answer?.headers.get("Retry-After") ?? 0) * 1000;
    const wait = Math.min(SHORTEST_RETRY_MS * 2 ** this.#tries++, LONGEST_RETRY_MS);
    this.#timer = setTimeout(again, Math.max(asked, wait * (0.5 + Math.random() / 2)));
    void answer?.text().then((problem) => console.error(`Sign-in: ${problem}`));
    if (!this.#working) this.#page.unreachable();
  }

  #end(reason: Ending): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#page.ended(reason);
  }
}

/** Null where the server cannot be reached. */
async function post(call: string, body: object): Promise<Response | null> {
  try {
    return await fetch(`/api/panel/${call}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return null;
  }
}

/** What a page wants the server to know of its customer: kept until there is somebody to tell it of, and told once. */
import type { Command, RequestError } from "@chathub/protocol";
import type { ChatSession, ChatVisit } from "./ui";

interface Errand {
  readonly command: Command;
  /** Whom the page named when it said so; null for a customer of whom nothing is known. */
  readonly person: string | null;
}

/** What happened on a page before its customer writes; the oldest goes first. */
const MOST = 20;
const PAUSE_S = 5;

export class Errands {
  #waiting: readonly Errand[] = [];
  #busy = false;
  readonly #followed = new WeakSet<ChatSession>();

  add(command: Command, { kept }: ChatVisit): void {
    this.#waiting = [...this.#waiting, { command, person: kept.person }].slice(-MOST);
  }

  /** Nobody may be told of what was before. */
  clear(): void {
    this.#waiting = [];
  }

  /** Goes on with what can be done in this session, now and whenever it has changed. */
  follow(session: ChatSession, visit: ChatVisit): void {
    const go = () => void this.#go(session, visit);
    if (this.#followed.has(session)) go();
    else session.client.state.subscribe(go);
    this.#followed.add(session);
  }

  async #go(session: ChatSession, visit: ChatVisit): Promise<void> {
    const { client } = session;
    if (this.#busy || visit.running !== session) return;
    this.#busy = true;
    for (const errand of this.#waiting) {
      const state = client.state.value;
      // Only a conversation has room for what happened.
      if (!state || (errand.command.type === "happened" && !state.conversation)) continue;
      const theirs = errand.person === null || errand.person === visit.kept.person;
      const wait = theirs ? await ask(client, errand.command) : null;
      if (wait !== null) {
        setTimeout(() => void this.#go(session, visit), wait * 1000);
        break;
      }
      this.#waiting = this.#waiting.filter((other) => other !== errand);
    }
    this.#busy = false;
  }
}

/** The seconds after which it may be asked again; null where it is done, or will never be. */
async function ask(client: ChatSession["client"], command: Command): Promise<number | null> {
  try {
    await client.ask(command);
    return null;
  } catch (error) {
    const { retry, retryAfter } = error as RequestError;
    return retry ? (retryAfter ?? PAUSE_S) : null;
  }
}

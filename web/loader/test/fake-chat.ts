/** Chats that do what a test says, and write down what is asked of them. */
import type { Command, CustomerState, RequestError } from "@chathub/protocol";
import { signal } from "@preact/signals-core";
import { raise } from "../src/raise";
import { register } from "../src/registry";
import type { Attributes, Chat, ChatSession, ChatVisit, Shell } from "../src/ui";
import { definition, script, settle } from "./page";

export const PREFIX = "chat-widget-script";

export class FakeSession implements ChatSession {
  readonly asked: Command[] = [];
  readonly state = signal<CustomerState | null>(null);
  /** What the next commands are answered with, in their place. */
  readonly errors: RequestError[] = [];
  readonly client: ChatSession["client"] = {
    state: this.state,
    ask: async (command) => {
      const error = this.errors.shift();
      if (error) throw error;
      this.asked.push(command);
      return { type: "done" };
    },
  };
  begin(): void {}
}

/** A customer who has not written yet, and does so when the test says so. */
export class FakeVisit implements ChatVisit {
  readonly refusal = null;
  readonly settings = { online: true };
  person: string | null = null;
  token: string | null = null;
  running: ChatSession | null = null;
  readonly kept = (({ visit }) => ({
    get person() {
      return visit.person;
    },
    begun: () => visit.token !== null,
    read: () => ({ token: visit.token }),
  }))({ visit: this as FakeVisit });

  constructor(private readonly fake: FakeSession) {}

  async session(): Promise<ChatSession> {
    this.running = this.fake;
    return this.fake;
  }
}

/** A chat that is usable when the test says so, and writes down what is asked of it. */
export class FakeChat implements Chat {
  readonly asked: string[] = [];
  readonly session = new FakeSession();
  state: Chat["state"] = {
    usable: false,
    open: false,
    unread: 0,
    visit: new FakeVisit(this.session),
  };

  constructor(readonly shell: Shell) {}

  become(usable: boolean): void {
    this.state = { ...this.state, usable };
    if (usable) raise(this.shell, "ready");
  }
  async bring(byPerson: boolean): Promise<void> {
    this.state = { ...this.state, open: true };
    this.asked.push(`bring ${byPerson}`);
  }
  close(): void {
    this.state = { ...this.state, open: false };
    this.asked.push("close");
  }
  setAway(away: boolean): void {
    this.asked.push(away ? "hide" : "show");
  }
  forget(): void {
    this.asked.push("forget");
    raise(this.shell, "logout");
  }
  update(attributes: Attributes): void {
    this.asked.push(`update ${attributes["userjwt"]} ${attributes["locale"]}`);
  }
  park(): void {}
  revive(): void {}
  sleep(): void {}
  wake(): void {}
  destroy(): void {
    this.become(false);
  }
}

/** The newest at the end. */
export const chats: FakeChat[] = [];
register({
  ...definition,
  prefix: PREFIX,
  attributes: ["userjwt", "locale"],
  load: async () => ({
    mount(shell) {
      const chat = new FakeChat(shell);
      chats.push(chat);
      return chat;
    },
  }),
});

export async function add(id = PREFIX): Promise<FakeChat> {
  document.body.append(script(null, id));
  await settle();
  return chats.at(-1) as FakeChat;
}

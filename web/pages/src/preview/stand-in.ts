/**
 * Stands in for the server in the preview: the widget's own code asks it, and nothing leaves the page. It knows one
 * customer with one conversation, and an operator who answers the first message.
 */
import type {
  ChannelSettings,
  Command,
  CustomerSnapshot,
  Message,
  OwnConversation,
  OwnEvent,
  Profile,
  Result,
  WidgetSettings,
} from "@chathub/protocol";
import type { Draft } from "./draft";
import type { Line } from "./line";
import { Shelf } from "./shelf";

const TOKEN = "preview.preview.preview";
const EPOCH = "preview";
const TYPING_AFTER_MS = 600;
const ANSWER_AFTER_MS = 2200;
/** Who tries a teaser does not wait half an hour for it. */
const LONGEST_TEASER_S = 1;

type Told = Pick<CustomerSnapshot, "name" | "email" | "phone" | "fields" | "consentedAt">;
const NOBODY: Told = { name: null, email: null, phone: null, fields: {}, consentedAt: null };

export class StandIn {
  #draft: Draft;
  #told = NOBODY;
  #conversation: OwnConversation | null = null;
  #messages: Message[] = [];
  #seq = 0;
  #answering: ReturnType<typeof setTimeout>[] = [];
  readonly #lines = new Set<Line>();
  /** In place of the browser's storage. */
  readonly shelf = new Shelf();

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** The draft in effect; those who are connected learn whether somebody is there. */
  set draft(draft: Draft) {
    this.#draft = draft;
    for (const line of this.#lines) line.say({ type: "presence", online: draft.presence.online });
  }

  restart(): void {
    this.shelf.removeItem();
    for (const timer of this.#answering) clearTimeout(timer);
    this.#told = NOBODY;
    this.#conversation = null;
    this.#messages = [];
    this.#seq = 0;
  }

  resolve(): void {
    if (this.#conversation?.status === "open") this.#change("resolved", { status: "resolved" });
  }

  /** In place of `fetch`. */
  readonly fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (/^\/api\/widget\/[^/]+$/.test(pathname)) return Response.json(this.#settings());
    if (/^\/api\/widget\/[^/]+\/token$/.test(pathname)) {
      return Response.json({ token: TOKEN, identity: "anonymous" });
    }
    // Files: the preview takes none.
    return Response.json({ title: "Preview", status: 403, code: "forbidden" }, { status: 403 });
  };

  join(line: Line): void {
    this.#lines.add(line);
    line.say({ type: "welcome", protocol: 1, epoch: EPOCH, resumed: false, heartbeat: 86_400 });
    line.say({ type: "reset", reason: "new" });
    line.say({ type: "snapshot", snapshot: this.#snapshot() });
    line.say({ type: "live", cursor: this.#seq });
  }

  leave(line: Line): void {
    this.#lines.delete(line);
  }

  /** Carries out what a customer may do. */
  carryOut(command: Command): Result {
    switch (command.type) {
      case "send":
        return { type: "sent", message: this.#write(command.text, command.clientId) };
      case "thread":
        return { type: "thread", messages: [], more: false };
      case "files":
        return { type: "files", files: [] };
      case "profile":
        this.#tell(command);
        break;
      case "rate": {
        const rating = { score: command.score, comment: command.comment ?? null, at: Date.now() };
        this.#change("rated", { rating });
        break;
      }
      case "seen": {
        const messages = this.#conversation?.operatorMessages ?? 0;
        this.#happen({ type: "seen_by_customer", seq: command.upto, messages });
      }
    }
    return { type: "done" };
  }

  #settings(): WidgetSettings {
    const { settings, channel, organization, presence } = this.#draft;
    const { teaserAfter } = settings;
    return {
      ...settings,
      looks: attributes(settings.looks),
      teaserAfter: teaserAfter === null ? null : Math.min(teaserAfter, LONGEST_TEASER_S),
      guid: "preview",
      name: channel,
      organization,
      ...presence,
    };
  }

  #snapshot(): CustomerSnapshot {
    return {
      kind: "customer",
      seq: this.#seq,
      ...this.#told,
      blocked: false,
      organization: this.#draft.organization,
      conversation: this.#conversation,
      messages: this.#messages,
      more: false,
      online: this.#draft.presence.online,
    };
  }

  #write(text: string, clientId: string): Message {
    const known = this.#messages.find((message) => message.clientId === clientId);
    if (known) return known;
    if (!this.#conversation) this.#change("opened", {});
    else if (this.#conversation.status === "resolved") this.#change("reopened", { status: "open" });
    const message = this.#say("customer", null, text, clientId);
    const { online, open } = this.#draft.presence;
    if (online && open && this.#answering.length === 0) this.#answerSoon();
    return message;
  }

  #answerSoon(): void {
    const { operator, answer } = this.#draft;
    const typing = () => {
      for (const line of this.#lines) line.say({ type: "typing", name: operator });
    };
    const reply = () => {
      this.#change("taken", { operator });
      this.#happen({ type: "seen_by_operator", seq: this.#seq });
      this.#say("operator", operator, answer, `answer-${this.#seq}`);
      this.#answering = [];
    };
    this.#answering = [setTimeout(typing, TYPING_AFTER_MS), setTimeout(reply, ANSWER_AFTER_MS)];
  }

  #say(
    kind: "customer" | "operator",
    name: string | null,
    text: string,
    clientId: string,
  ): Message {
    const message: Message = {
      at: Date.now(),
      attachments: [],
      clientId,
      note: false,
      sender: { kind, name },
      seq: this.#seq + 1,
      text,
    };
    this.#messages = [...this.#messages, message];
    const count = kind === "customer" ? "customerMessages" : "operatorMessages";
    const conversation = this.#conversation as OwnConversation;
    this.#happen({ type: "message", message });
    this.#conversation = { ...conversation, [count]: conversation[count] + 1 };
    return message;
  }

  #change(
    change: "opened" | "taken" | "resolved" | "reopened" | "rated",
    news: Partial<OwnConversation>,
  ): void {
    const before = this.#conversation ?? NEW;
    this.#conversation = { ...before, openedAt: before.openedAt || Date.now(), ...news };
    this.#happen({ type: "own_conversation", change, conversation: this.#conversation });
  }

  #tell({ name, email, phone, fields, consent }: Profile): void {
    const told = this.#told;
    this.#told = {
      name: name ?? told.name,
      email: email ?? told.email,
      phone: phone ?? told.phone,
      fields: { ...told.fields, ...fields },
      consentedAt: consent ? Date.now() : told.consentedAt,
    };
    if (this.#conversation) this.#happen({ type: "profile", blocked: false, ...this.#told });
  }

  #happen(event: OwnEvent): void {
    this.#seq += 1;
    if (event.type === "seen_by_customer" && this.#conversation) {
      const { seq, messages } = event;
      this.#conversation = { ...this.#conversation, customerRead: seq, customerSeen: messages };
    }
    for (const line of this.#lines) {
      line.say({ type: "event", seq: this.#seq, at: Date.now(), event });
    }
  }
}

const NEW: OwnConversation = {
  status: "open",
  operator: null,
  operatorFace: null,
  rating: null,
  openedAt: 0,
  customerMessages: 0,
  operatorMessages: 0,
  customerRead: 0,
  customerSeen: 0,
  teamRead: 0,
};

/** What was chosen, by the names of the script element's attributes, as the server tells it. */
function attributes(looks: ChannelSettings["looks"]): Record<string, string | number> {
  const chosen = Object.entries(looks).filter(([, value]) => value !== null);
  const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.fromEntries(
    chosen.map(([name, value]) => [dashed(name), value as string | number]),
  );
}

/** Telling an operator who looks elsewhere: a sound, and a notification of the browser. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { KeptChoices } from "../choices";
import { customerName, type PanelLanguage, preview, standing } from "../names";
import type { Arrival } from "../news";
import { Bell, type Tune } from "./bell";
import { claim } from "./claim";

export type Permission = NotificationPermission | "unsupported";

/** What keeps the operator from hearing or seeing what they want to. */
export interface Hindrances {
  readonly sound: boolean;
  readonly notifications: boolean;
}

export interface AlertOptions {
  readonly apiOrigin: string;
  readonly owner: string;
  readonly choices: KeptChoices;
  readonly language: ReadonlySignal<PanelLanguage>;
  /** Whether this conversation is before the operator's eyes now. */
  looksAt(conversation: number): boolean;
  /** Brings the conversation to the front. */
  show(conversation: number): void;
}

const HESITATION_MS = 400;

export class Alerts {
  readonly bell = new Bell();
  /** What a screen reader says of who waits. */
  readonly said = signal("");
  readonly permission = signal<Permission>(permissionNow());
  readonly #end = new AbortController();
  readonly #shown = new Set<Notification>();

  constructor(private readonly options: AlertOptions) {}

  readonly hindrances = computed<Hindrances>(() => {
    const { soundWaiting, soundMessage, notifyWaiting, notifyMessage } =
      this.options.choices.value.value;
    return {
      sound: (soundWaiting || soundMessage) && this.bell.blocked.value,
      notifications: (notifyWaiting || notifyMessage) && this.permission.value === "denied",
    };
  });

  /** Tells of what a customer wrote, where it waits for this operator or for anybody. */
  take({ conversation, message, waiting }: Arrival, me: number): void {
    const whose = standing(conversation, me);
    if (message.sender.kind !== "customer" || (whose !== "waiting" && whose !== "mine")) return;
    if (this.options.looksAt(conversation.id)) return;
    const { apiOrigin, owner } = this.options;
    const language = this.options.language.peek();
    const tune: Tune = waiting ? "waiting" : "message";
    const name = customerName(conversation.customer, language);
    const title = waiting ? language.say("notify.waiting", { name }) : name;
    if (waiting) this.said.value = title;
    const tell = () => this.#tell(tune, title, preview(message, me, language), conversation.id);
    const { signal: end } = this.#end;
    const claimed = () => claim(`${apiOrigin} ${owner} ${message.position}`, tell, end);
    // A tab that makes no sound leaves the others the time to be first.
    if (this.bell.blocked.peek()) setTimeout(() => end.aborted || claimed(), HESITATION_MS);
    else claimed();
  }

  /** Asks the browser, which answers by asking the person. */
  async allow(): Promise<void> {
    if (this.permission.peek() !== "default") return;
    this.permission.value = await Notification.requestPermission();
  }

  /** What a new conversation looks and sounds like, as far as the browser lets it. */
  test(title: string): void {
    this.bell.ring("waiting");
    this.#notify(title, "", null);
  }

  stop(): void {
    this.#end.abort();
    this.bell.stop();
    for (const notification of this.#shown) notification.close();
    this.#shown.clear();
  }

  #tell(tune: Tune, title: string, body: string, conversation: number): void {
    const choices = this.options.choices.value.peek();
    const isWaiting = tune === "waiting";
    if (isWaiting ? choices.soundWaiting : choices.soundMessage) this.bell.ring(tune);
    const wanted = isWaiting ? choices.notifyWaiting : choices.notifyMessage;
    // Who has the page in front of them sees it there.
    if (wanted && !(document.visibilityState === "visible" && document.hasFocus()))
      this.#notify(title, body, conversation);
  }

  #notify(title: string, body: string, conversation: number | null): void {
    this.permission.value = permissionNow();
    if (this.permission.peek() !== "granted") return;
    try {
      // The sound is ours, so the system keeps silent; one conversation is one notification.
      const tag = `chathub ${this.options.apiOrigin} ${conversation}`;
      const shown = new Notification(title, { body, tag, silent: true });
      this.#shown.add(shown);
      shown.onclose = () => this.#shown.delete(shown);
      shown.onclick = () => {
        shown.close();
        window.focus();
        if (conversation !== null) this.options.show(conversation);
      };
    } catch {
      // Phones have notifications for service workers only.
      this.permission.value = "unsupported";
    }
  }
}

function permissionNow(): Permission {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}

import type { Command, ServerFrame } from "@chathub/protocol";
import type { StandIn } from "./stand-in";

/** In place of a `WebSocket`: what the widget's connection uses of one. */
export class Line {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(private readonly server: StandIn) {
    setTimeout(() => {
      if (this.readyState === 3) return;
      this.readyState = 1;
      this.onopen?.();
    });
  }

  send(text: string): void {
    const frame = JSON.parse(text) as { type: string; id: number; command: Command };
    // As over a network: the answer never comes before the question's own function has ended.
    setTimeout(() => {
      if (frame.type === "hello") this.server.join(this);
      else if (frame.type === "command") {
        this.say({ type: "ok", id: frame.id, result: this.server.carryOut(frame.command) });
      }
    });
  }

  say(frame: ServerFrame): void {
    if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  close(): void {
    this.readyState = 3;
    this.server.leave(this);
  }
}

/** How the conversation was, asked once it is resolved. Fetched when the customer wants to say. */
import { Drawing } from "@chathub/ui/drawing";
import type { Room } from "../room";
import { Sheet } from "./Sheet";

const STAR = "m10 2.6 2.3 4.7 5.2.8-3.8 3.6.9 5.2-4.6-2.5-4.6 2.5.9-5.2-3.8-3.6 5.2-.8z";
const SCORES = [1, 2, 3, 4, 5];

export function show(room: Room) {
  const { say } = room.language;
  const { client } = room.session;

  async function submit(data: FormData) {
    const score = Number(data.get("score"));
    const comment = `${data.get("comment") ?? ""}`.trim();
    await client.ask({ type: "rate", score, ...(comment && { comment }) });
    room.session.tell("rating", { score, comment: comment || null });
    room.close();
  }

  return (
    <Sheet room={room} title={say("rating.ask")} action={say("ui.send")} submit={submit}>
      <div class="stars" role="radiogroup" aria-label={say("rating.ask")}>
        {SCORES.map((score) => (
          <label key={score}>
            <input class="unseen" type="radio" name="score" value={String(score)} required />
            <span class="unseen">{say("rating.score", { score })}</span>
            <Drawing d={STAR} size={32} />
          </label>
        ))}
      </div>
      <label>
        {say("rating.comment")} ({say("form.optional")})
        <textarea class="field" name="comment" maxLength={1000} dir="auto" />
      </label>
    </Sheet>
  );
}

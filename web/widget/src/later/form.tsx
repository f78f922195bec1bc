/** What the channel asks before the first message. Fetched when that is about to be sent, or came back for it. */
import { Text } from "@chathub/ui/text";
import type { Room } from "../room";
import type { WidgetSettings } from "../settings";
import { type Asked, askedOf, asksFirst } from "./asked";
import { Sheet } from "./Sheet";

export async function show(room: Room) {
  const { say } = room.language;
  const { client } = room.session;
  const state = client.state.value;
  const back = client.pending.value.filter(({ failed, code }) => failed && code === "form");
  const form = (back[0] ? await freshSettings(room) : room.settings)?.form;
  if (!form || !asksFirst(form, state, back[0] ? true : room.away)) {
    // What has come back although nothing is missing waits for the customer to try it again.
    if (!back[0]) room.send();
    return null;
  }
  const asked = askedOf(form, state, say);
  const consent = state?.consentedAt ? null : form.consent;

  async function submit(data: FormData) {
    const answers = Object.fromEntries(asked.map(({ name }) => [name, `${data.get(name) ?? ""}`]));
    const { name, email, phone, ...fields } = answers;
    const own = Object.fromEntries(
      Object.entries(fields).map(([key, text]) => [key.slice(1), text]),
    );
    await client.tellProfile({
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email }),
      ...(phone !== undefined && { phone }),
      ...(Object.keys(own).length > 0 && { fields: own }),
      ...(consent !== null && { consent: true }),
    });
    room.session.tell("form:submit", {
      fields: { ...(name && { name }), ...(email && { email }), ...(phone && { phone }), ...own },
    });
    room.close();
    for (const { clientId } of back) client.retry(clientId);
    if (!back[0]) room.send();
  }

  return (
    <Sheet room={room} title={say("form.title")} action={say("ui.send")} submit={submit}>
      {asked.map((one) => (
        <div key={one.name}>
          <label for={one.name}>
            {one.label}
            {one.required ? "" : ` (${say("form.optional")})`}
          </label>
          <Answer {...one} />
        </div>
      ))}
      {consent === null ? null : (
        <label class="agree">
          <input type="checkbox" required />
          <Text text={consent} />
        </label>
      )}
    </Sheet>
  );
}

/** Those of the page may be from before there was such a form, or may never have come. */
async function freshSettings({ session }: Room): Promise<WidgetSettings> {
  const address = `${session.apiOrigin}/api/widget/${encodeURIComponent(session.guid)}`;
  return (await fetch(address, { cache: "reload", credentials: "omit" })).json();
}

function Answer({ name, type, choices, required }: Asked) {
  if (choices.length === 0) {
    return (
      <input
        class="field"
        id={name}
        name={name}
        type={type}
        autocomplete={type === "text" ? (name === "name" ? "name" : "off") : type}
        required={required}
        maxLength={200}
        dir="auto"
      />
    );
  }
  return (
    <select class="field" id={name} name={name} required={required}>
      <option value="" selected />
      {choices.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  );
}

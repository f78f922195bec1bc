/** A small choice of emoji: those that people write to companies, drawn by the system's own font. */
import { useRef } from "preact/hooks";
import type { Room } from "../room";
import { Box } from "./Box";
import STYLES from "./emoji.css?inline";

const EMOJI = [
  ..."😀😃😄😁😅😂🙂😉😊😍😘😋😎🤔😐😕🙁😢😭😡🥳😴🤗🙄😬😱🤒👍👎👌✌🤞👏🙏💪👋🤝👀💬🔥✨🎉🎁🌸☀🌧⭐💡✅❌❗❓⏰📦📎📷📞📍🚚🛒💳💰",
  "❤️",
];
const COLUMNS = 8;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: COLUMNS,
  ArrowUp: -COLUMNS,
  Home: -EMOJI.length,
  End: EMOJI.length,
};

export function show(room: Room) {
  room.style(STYLES);
  return (
    <Box room={room}>
      <Emoji room={room} />
    </Box>
  );
}

function Emoji({ room }: { room: Room }) {
  const { say, dir } = room.language;
  const buttons = useRef(new Map<number, HTMLButtonElement>());

  function move(event: KeyboardEvent, from: number) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const turned = dir === "rtl" && Math.abs(step) === 1 ? -step : step;
    const to = Math.min(EMOJI.length - 1, Math.max(0, from + turned));
    buttons.current.get(to)?.focus();
  }

  return (
    <fieldset class="emoji" aria-label={say("chat.emoji")}>
      {EMOJI.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          // One stop for Tab; the arrows do the rest.
          tabIndex={index === 0 ? 0 : -1}
          ref={(button) => {
            if (button) buttons.current.set(index, button);
            if (button && index === 0) queueMicrotask(() => button.focus());
          }}
          onKeyDown={(event) => move(event, index)}
          onClick={() => {
            insert(room, emoji);
            room.close();
          }}
        >
          {emoji}
        </button>
      ))}
    </fieldset>
  );
}

function insert({ draft, field }: Room, emoji: string) {
  const at = field.current;
  if (!at) return;
  at.setRangeText(emoji, at.selectionStart, at.selectionEnd, "end");
  draft.value = at.value;
}

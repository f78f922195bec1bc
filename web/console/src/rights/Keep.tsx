/** For how long conversations are kept, with what a number of days would take now. */
import { useEffect, useState } from "preact/hooks";
import { isChanged, type Versioned } from "../api/request";
import { previewRetention, type Retention, retention, setRetention } from "../api/rights";
import { Confirm } from "../parts/Confirm";
import { ChoiceField, TextField } from "../parts/Field";
import { FormBox } from "../parts/FormBox";
import { UNSENT, useForm } from "../parts/form";
import { useLoaded, With } from "../parts/load";
import { Meanwhile } from "../parts/Meanwhile";
import { Card } from "../parts/Page";
import { tell } from "../parts/told";
import { mayChange } from "../session";
import { shell } from "../shell-words";
import { words } from "./words";

const MOST_DAYS = 36_500;
const USUAL_DAYS = "365";
/** After so long without a key what was typed is meant. */
const PAUSE_MS = 300;

export function Keep({ organization }: { organization: number }) {
  const loaded = useLoaded(() => retention(organization), organization);
  return (
    <Card title={words.say("keep")} lead={words.say("keep.lead")}>
      <With loaded={loaded}>
        {(read) =>
          mayChange.value ? (
            <KeepForm
              key={read.value.days}
              organization={organization}
              read={read}
              put={loaded.put}
            />
          ) : (
            <p class="prose">{said(read.value)}</p>
          )
        }
      </With>
    </Card>
  );
}

const said = ({ days }: Retention) =>
  days === null ? words.say("keep.ever") : words.say("keep.now", { count: days });

interface KeepFormProps {
  organization: number;
  read: Versioned<Retention>;
  put(kept: Versioned<Retention>): void;
}

function KeepForm({ organization, read, put }: KeepFormProps) {
  const { days } = read.value;
  /** What somebody else has saved since this was read. */
  const [theirs, setTheirs] = useState<Versioned<Retention> | null>(null);
  const [asked, setAsked] = useState<{ days: number; count: number } | null>(null);
  const save = async (wanted: number | null) => {
    try {
      put(await setRetention(organization, wanted, (theirs ?? read).version));
    } catch (error) {
      if (!isChanged(error)) throw error;
      setTheirs(await retention(organization));
      return UNSENT;
    }
    setTheirs(null);
    tell(shell.say("saved"));
    return wanted;
  };
  const form = useForm({
    initial: { how: days === null ? "ever" : "days", days: days?.toString() ?? USUAL_DAYS },
    check: ({ how, days }) =>
      how === "days" && daysOf(days) === null ? { days: words.say("keep.wrong") } : {},
    send: async (values) => {
      const wanted = values.how === "days" ? daysOf(values.days) : null;
      const taken =
        wanted === null ? 0 : (await previewRetention(organization, wanted)).conversations;
      if (wanted === null || taken === 0) return save(wanted);
      setAsked({ days: wanted, count: taken });
      return UNSENT;
    },
  });
  const typed = form.values.how === "days" ? daysOf(form.values.days) : null;
  const count = usePreview(organization, typed);
  return (
    <>
      <FormBox form={form} send={shell.say("save")}>
        <ChoiceField
          form={form}
          name="how"
          label={words.say("keep.how")}
          choices={[
            { value: "ever", label: words.say("keep.how.ever") },
            { value: "days", label: words.say("keep.how.days") },
          ]}
        />
        {form.values.how === "days" ? (
          <TextField
            form={form}
            name="days"
            label={words.say("keep.days")}
            hint={words.say("keep.hint")}
            inputMode="numeric"
            longest={5}
          />
        ) : null}
        <p class="prose" role="status">
          {typed === null || count === null
            ? ""
            : count === 0
              ? words.say("preview.none")
              : words.say("preview", { count })}
        </p>
        {theirs ? <Meanwhile take={() => put(theirs)}>{said(theirs.value)}</Meanwhile> : null}
      </FormBox>
      {asked === null ? null : (
        <Confirm
          title={words.say("keep.title", { count: asked.days })}
          deed={words.say("keep.deed")}
          close={() => setAsked(null)}
          act={() => save(asked.days)}
        >
          <p>{words.say("preview", { count: asked.count })}</p>
          <p>{words.say("keep.final")}</p>
        </Confirm>
      )}
    </>
  );
}

function daysOf(text: string): number | null {
  const days = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : null;
}

/** How many conversations would go; null until it is known. */
function usePreview(organization: number, days: number | null): number | null {
  const [known, setKnown] = useState<{ days: number; conversations: number } | null>(null);
  useEffect(() => {
    if (days === null) return;
    const timer = setTimeout(() => {
      // Without an answer nothing is told here; saving asks once more.
      previewRetention(organization, days).then(setKnown, () => setKnown(null));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [organization, days]);
  return known !== null && known.days === days ? known.conversations : null;
}

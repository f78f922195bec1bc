/** Hearing what embeds tell the page. */

export type Listener = (detail: never) => void;

export interface Ears {
  /** Calls back with each event's detail until the returned function is called. */
  on(name: string, listener: Listener): () => void;
  off(name: string, listener: Listener): void;
}

/** Hears the events of the embeds whose id is meant, whichever element stands for them. */
export function ears(isMeant: (id: string) => boolean): Ears {
  const passes: { name: string; listener: Listener; pass: (event: Event) => void }[] = [];
  const off = (name: string, listener: Listener) => {
    const at = passes.findIndex((one) => one.name === name && one.listener === listener);
    const [gone] = at < 0 ? [] : passes.splice(at, 1);
    if (gone) document.removeEventListener(`chathub:${name}`, gone.pass);
  };
  return {
    on(name, listener) {
      off(name, listener);
      const pass = ({ target, detail }: Event & { detail?: never }) => {
        if (isMeant((target as Element).id)) listener(detail as never);
      };
      passes.push({ name, listener, pass });
      document.addEventListener(`chathub:${name}`, pass);
      return () => off(name, listener);
    },
    off,
  };
}

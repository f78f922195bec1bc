/** Parts of the console that come only when they are wanted, with their texts. */
import { useEffect, useState } from "preact/hooks";

interface Chunk {
  readonly words: { load(): Promise<void> };
}

type State<C> = { load: () => Promise<C>; chunk: C | "failed" };

/** The part once it is there, texts included; null until then, "failed" where it does not come. */
export function useChunk<C extends Chunk>(
  load: (() => Promise<C>) | undefined,
): C | "failed" | null {
  const [state, setState] = useState<State<C> | null>(null);
  useEffect(() => {
    let wanted = true;
    if (load !== undefined) {
      fetched(load).then(
        (chunk) => wanted && setState({ load, chunk }),
        () => wanted && setState({ load, chunk: "failed" }),
      );
    }
    return () => {
      wanted = false;
    };
  }, [load]);
  return state !== null && state.load === load ? state.chunk : null;
}

async function fetched<C extends Chunk>(load: () => Promise<C>): Promise<C> {
  const chunk = await load();
  await chunk.words.load();
  return chunk;
}

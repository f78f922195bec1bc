/** What is erased leaves the panel: also the search, and the view of whoever reads it. */
import { batch, effect } from "@preact/signals";
import type { Session } from "./session";

/** Follows what is told; gives back how to stop that. */
export function leaveErased({ chosen, client, search, erased }: Session): () => void {
  return effect(() => {
    const gone = client.state.value?.erased;
    const id = chosen.value;
    const left = search.hits.value.filter(({ item }) => !gone?.has(item.conversation.id));
    batch(() => {
      if (left.length < search.hits.value.length) search.hits.value = left;
      if (id === null || !gone?.has(id)) return;
      chosen.value = null;
      erased.value = true;
    });
  });
}

/** The one registry of a document, and where every copy of the scripts finds it. */
import type { Controls, Definition } from "./definition";
import type { Instance } from "./ui";

// The number is the version of what copies say to each other: Definition and Registry.
const KEY = Symbol.for("chathub.registry.1");

export interface Registry extends Controls {
  define(definition: Definition): void;
  /** The user interface of an id, as soon as it is there. */
  mounted(id: string): Promise<Instance> | undefined;
}

const shared = document as unknown as { [KEY]?: Registry };

/** The document's registry: the one that is there, else this one. */
export function registryOr(mine: Registry): Registry {
  shared[KEY] ??= mine;
  return shared[KEY];
}

/** The user interface of an id, as soon as it is there; undefined where nothing has this id. */
export function mounted(id: string): Promise<Instance> | undefined {
  return shared[KEY]?.mounted(id);
}

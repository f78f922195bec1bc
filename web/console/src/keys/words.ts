import type { en } from "../locales/en/keys";
import { words as of } from "../words";

export const words = of<keyof typeof en>(import.meta.glob("../locales/*/keys.ts"));

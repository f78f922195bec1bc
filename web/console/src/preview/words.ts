import type { en } from "../locales/en/preview";
import { words as of } from "../words";

export const words = of<keyof typeof en>(import.meta.glob("../locales/*/preview.ts"));

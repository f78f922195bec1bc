import type { en } from "../locales/en/operators";
import { words as of } from "../words";

export const words = of<keyof typeof en>(import.meta.glob("../locales/*/operators.ts"));

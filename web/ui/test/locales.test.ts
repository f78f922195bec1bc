import { describeDictionaries } from "./dictionaries";

describeDictionaries(import.meta.glob("../src/locales/*.ts", { eager: true }), {
  fr: ["ui.message"],
});

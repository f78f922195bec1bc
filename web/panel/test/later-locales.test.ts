import { describeDictionaries } from "../../ui/test/dictionaries";

describeDictionaries(import.meta.glob("../src/later/locales/*.ts", { eager: true }), {
  de: ["details.name"],
  fr: ["details.email", "notification"],
  pl: ["details.email"],
});

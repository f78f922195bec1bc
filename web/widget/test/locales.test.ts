import { describeDictionaries } from "../../ui/test/dictionaries";

describeDictionaries(import.meta.glob("../src/locales/*.ts", { eager: true }), {
  de: ["chat.plain"],
  es: ["chat.plain"],
  fr: ["chat.messages", "chat.plain", "ui.message"],
});

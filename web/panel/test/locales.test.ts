import { describeDictionaries } from "../../ui/test/dictionaries";

describeDictionaries(import.meta.glob("../src/locales/*.ts", { eager: true }), {
  de: ["chat", "chat.of"],
  es: ["chat", "chat.of"],
  fr: ["chat", "conversations", "note", "ui.message"],
});

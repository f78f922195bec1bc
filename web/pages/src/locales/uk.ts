import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const uk: Dictionary<PageKey> = {
  signOut: "Вийти",
  signedOut: "Ви не увійшли",
  linkUsed: "Це посилання більше не діє",
  askForLink:
    "Попросіть нове посилання в того, хто керує ChatHub у вашій компанії. Кожне посилання діє один раз, протягом 15 хвилин.",
  unreachable: "Сервер недоступний",
  unreachableHint: "Сторінка продовжує спроби. Перевірте з’єднання.",
  noChat: "За цією адресою немає чату",
  noChatHint: "Перевірте посилання або попросіть у компанії нове.",
};

/** The customer's widget in French. */

import type { Dictionary } from "@chathub/ui/language";
import { fr as shared } from "@chathub/ui/locales/fr";
import type { ChatKey } from "./en";

export const fr: Dictionary<ChatKey> = {
  ...shared,
  "ui.attach": "Joindre un fichier",
  "chat.open": "Ouvrir le chat",
  "chat.close": "Fermer le chat",
  "chat.unread": {
    one: "{count} message non lu",
    many: "{count} messages non lus",
    other: "{count} messages non lus",
  },
  "chat.load-failed": "Impossible de charger le chat. Réessayez dans un instant.",
  "chat.with": "Chat avec {organization}",
  "chat.messages": "Messages",
  "chat.plain": "Chat",
  "chat.online": "Nous sommes en ligne",
  "chat.away": "Nous répondons dès que possible",
  "chat.greeting": "Bonjour ! Comment pouvons-nous vous aider ?",
  "chat.greeting-away": "Bonjour ! Écrivez-nous, nous vous répondrons ici dès notre retour.",
  "chat.connecting": "Connexion…",
  "chat.reconnecting": "Connexion perdue. Reconnexion…",
  "chat.offline": "Vous êtes hors ligne. Votre message est conservé et sera envoyé.",
  "chat.unreachable": "Le chat est injoignable. Votre message est conservé et sera envoyé.",
  "chat.refused": "Le chat n’est pas disponible sur cette page.",
  "chat.fallback": "Nous contacter autrement",
  "chat.blocked": "Vous ne pouvez plus écrire dans ce chat.",
  "chat.resolved": "Cette conversation est terminée. Écrivez pour la rouvrir.",
  "chat.typing": "Rédige une réponse",
  "chat.write": "Écrivez un message…",
};

import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/preview";

export const fr: Dictionary<keyof typeof en> = {
  title: "Aperçu du chat",
  device: "Écran",
  desktop: "Ordinateur",
  phone: "Téléphone",
  theme: "Thème du visiteur",
  "theme.light": "Clair",
  "theme.dark": "Sombre",
  presence: "Opérateurs",
  here: "Quelqu’un est là",
  away: "Personne n’est là",
  channel: "Apparence du canal",
  "as-of": "À quel moment, à l’heure de {zone}",
  now: "Maintenant",
  "open.always": "Ouvert jour et nuit.",
  "open.until": "Ouvert à ce moment, jusqu’au {time}.",
  open: "Ouvert à ce moment.",
  closed: "Fermé à ce moment. Ouverture : {time}.",
  "closed.always": "Fermé à ce moment, et jamais ouvert.",
  "visitors-clock": "Le chat l’indique à l’heure de chaque visiteur.",
  restart: "Recommencer",
  resolve: "Résoudre la conversation",
  hint: "Essayez : rien n’est envoyé, rien n’est conservé.",
  operator: "Camille",
  answer: "Bonjour ! Voici à quoi ressemble l’une de vos réponses.",
};

import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/settings";

export const fr: Dictionary<keyof typeof en> = {
  title: "Réglages",
  name: "Nom",
  "name.label": "Nom de l’organisation",
  "name.hint": "Les clients le voient dans le chat, les opérateurs dans leur panneau.",
  "name.changed":
    "Quelqu’un d’autre lui a donné entre-temps le nom « {name} ». Le vôtre est toujours là : enregistrez de nouveau pour remplacer le sien.",
  origins: "Sites autorisés",
  "origins.lead":
    "Seules les pages de ces adresses peuvent afficher le chat ou le panneau de cette organisation.",
  "origins.none":
    "Aucun site n’est encore autorisé : le chat n’apparaît que sur les pages de ce serveur.",
  "origins.label": "Adresse d’un site",
  "origins.hint":
    "Par exemple https://www.example.com, ou https://*.example.com pour tout ce qui en dépend.",
  "origins.add": "Autoriser ce site",
  "origins.added": "{origin} est maintenant autorisé",
  "origins.there": "Il est déjà dans la liste.",
  "origins.remove": "Retirer {origin}",
  "origins.remove.title": "Retirer {origin} ?",
  "origins.remove.deed": "Retirer",
  "origins.remove.text":
    "Ses pages cessent aussitôt d’afficher le chat, même pour qui l’a déjà ouvert.",
  "origins.removed": "{origin} n’est plus autorisé",
};

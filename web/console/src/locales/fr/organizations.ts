import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/organizations";

export const fr: Dictionary<keyof typeof en> = {
  title: "Organisations",
  lead: "Des équipes avec leurs propres opérateurs et chats, comme des marques ou des services.",
  add: "Nouvelle organisation",
  "add.deed": "Créer",
  none: "Il n’y a pas encore d’organisation",
  "none.hint":
    "Une organisation a des opérateurs qui répondent et des chats sur vos sites. Une seule suffit pour commencer.",
  number: "Numéro {id}",
  name: "Nom",
  "name.hint": "Les clients le voient dans le chat.",
  origin: "Adresse de son site",
  "origin.hint":
    "Seules les pages indiquées peuvent afficher le chat. Vous pouvez laisser ce champ vide et en ajouter plus tard.",
};
